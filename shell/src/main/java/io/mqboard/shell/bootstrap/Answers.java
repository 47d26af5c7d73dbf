package io.mqboard.shell.bootstrap;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets answers: from a file if one is given, which then is all there is, else from a person. */
final class Answers {
    /** How a person is asked: the line that was typed, or null where there is nobody. */
    interface Person {
        @Nullable
        String ask(String question, boolean secret) throws ShellException;
    }

    private static final long MAX_BYTES = 64 * 1024;

    private final @Nullable Map<String, String> given;
    private final Person person;

    private Answers(@Nullable Map<String, String> given, Person person) {
        this.given = given;
        this.person = person;
    }

    static Answers of(Person person) {
        return new Answers(null, person);
    }

    /** Answers as {@code key = value}, one a line; {@code #} begins a comment line. A value is all that stands behind the equals sign. */
    static Answers of(Path file) throws UsageException, IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new UsageException(file + ": larger than 64 KB, so hardly a file of answers");
        }
        Map<String, String> given = new HashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            if (Question.ALL.stream().noneMatch(question -> question.key().equals(key))) {
                List<String> keys = Question.ALL.stream().map(Question::key).toList();
                throw new UsageException(file + ":" + number + ": answers look like key = value, with one of the keys "
                        + String.join(", ", keys));
            }
            given.put(key, text.substring(equals + 1).strip());
        }
        return new Answers(given, (question, secret) -> null);
    }

    /** The answer; the default for an empty one. */
    String get(Question question, String orElse) throws ShellException {
        Map<String, String> file = given;
        if (file != null) {
            String answer = file.getOrDefault(question.key(), orElse);
            if (answer.isEmpty() && question.required()) {
                throw new UsageException("bootstrap needs an answer for '" + question.key() + "'");
            }
            return answer;
        }
        String hint = orElse.isEmpty() ? ": " : " [" + orElse + "]: ";
        while (true) {
            String typed = person.ask(question.text() + hint, question.secret());
            if (typed == null) {
                throw new ShellException(
                        ExitCode.USAGE, "bootstrap asks on a terminal; where there is none, give it --answers FILE");
            }
            String answer = typed.strip().isEmpty() ? orElse : typed.strip();
            if (!answer.isEmpty() || !question.required()) {
                return answer;
            }
        }
    }

    /** A yes or no. */
    boolean yes(Question question, boolean orElse) throws ShellException {
        String answer = get(question, orElse ? "yes" : "no");
        return switch (answer) {
            case "yes", "y", "true", "1", "on" -> true;
            case "no", "n", "false", "0", "off" -> false;
            default -> throw new UsageException("'" + question.key() + "' is yes or no, not " + answer);
        };
    }
}
