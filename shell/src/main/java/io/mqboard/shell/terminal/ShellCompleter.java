package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes by the table of magics. Runs on the reading thread and waits on nothing but the local disk. */
final class ShellCompleter implements Completer {
    private final MagicTable magics;
    private final Supplier<List<BoardStatus>> boards;
    private final PathCompleter paths;
    private final KnownNames names;

    ShellCompleter(MagicTable magics, Supplier<List<BoardStatus>> boards, PathCompleter paths, KnownNames names) {
        this.magics = magics;
        this.boards = boards;
        this.paths = paths;
        this.names = names;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String first = line.words().get(0);
        boolean firstWord = line.wordIndex() == 0;
        if (first.startsWith("%")) {
            if (firstWord) {
                addMagics("%", candidates);
            } else {
                argument(first.substring(1), line, candidates);
            }
        } else if (first.startsWith("?")) {
            addMagics(first.startsWith("?%") ? "?%" : "?", candidates);
        } else if (first.startsWith("!")) {
            paths.local(line.word(), candidates);
        } else if (line.line().isEmpty()) {
            addMagics("%", candidates);
        } else {
            names.complete(line.word(), candidates);
        }
    }

    private void addMagics(String prefix, List<Candidate> candidates) {
        for (Magic magic : magics.rows()) {
            candidates.add(candidate(prefix + magic.name(), magic.summary()));
        }
    }

    private void argument(String magicName, ParsedLine line, List<Candidate> candidates) {
        Magic magic;
        try {
            magic = magics.find(magicName);
        } catch (UsageException e) {
            return;
        }
        if (line.word().startsWith("-") && !magic.takesText()) {
            addFlags(magic, line.word(), candidates);
            return;
        }
        int position = position(magic, line.words());
        if (position < 0) {
            return;
        }
        for (ArgumentKind kind : kindsAt(magic.arguments(), position)) {
            addKind(kind, line.word(), candidates);
        }
    }

    private static void addFlags(Magic magic, String word, List<Candidate> candidates) {
        for (Flag flag : magic.flags()) {
            String name = word.startsWith("--") ? "--" + flag.name() : "-" + flag.letter();
            candidates.add(candidate(name, flag.summary()));
        }
    }

    /** How many arguments stand before the last word, options apart; -1 if it is an option's value. */
    private static int position(Magic magic, List<String> words) {
        int position = 0;
        boolean value = false;
        for (String word : words.subList(1, words.size() - 1)) {
            if (value) {
                value = false;
            } else if (word.startsWith("-") && word.length() > 1) {
                value = takesValue(magic, word);
            } else {
                position++;
            }
        }
        return value ? -1 : position;
    }

    private static boolean takesValue(Magic magic, String option) {
        for (Flag flag : magic.flags()) {
            boolean named = option.startsWith("--")
                    ? option.equals("--" + flag.name())
                    : option.charAt(option.length() - 1) == flag.letter();
            if (named) {
                return flag.value() != null;
            }
        }
        return false;
    }

    /** What may stand at a position: behind an argument that may be repeated, also those that follow it. */
    private static List<ArgumentKind> kindsAt(List<Argument> arguments, int position) {
        List<ArgumentKind> kinds = new ArrayList<>();
        boolean repeated = false;
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (i == position || (repeated && position > 0) || (argument.repeated() && i < position)) {
                kinds.add(argument.kind());
            }
            repeated |= argument.repeated();
        }
        return kinds;
    }

    private void addKind(ArgumentKind kind, String word, List<Candidate> candidates) {
        boolean colon = word.indexOf(':') >= 0;
        switch (kind) {
            case LOCAL_PATH -> paths.local(word, candidates);
            case REMOTE_PATH -> paths.remote(colon ? word : ":" + word, candidates);
            case REMOTE_PATH_PLAIN -> paths.remote(word, candidates);
            case ANY_PATH -> {
                if (colon) {
                    paths.remote(word, candidates);
                } else {
                    paths.local(word, candidates);
                }
            }
            case BOARD -> addBoards(candidates);
            case MAGIC -> addMagics(word.startsWith("%") ? "%" : "", candidates);
            case PYTHON -> names.complete(word, candidates);
            default -> {}
        }
    }

    private void addBoards(List<Candidate> candidates) {
        for (BoardStatus board : boards.get()) {
            String state = board.online() ? board.mode() : "offline";
            candidates.add(candidate(SafeText.line(board.address()), SafeText.line(state)));
        }
    }

    static Candidate candidate(String value, @Nullable String description) {
        return new Candidate(value, value, null, description, null, null, true);
    }
}
