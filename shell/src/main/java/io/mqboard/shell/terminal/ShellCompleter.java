package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes by the table of magics. Runs on the reading thread; waits on the local disk, and for a board not longer than anybody minds. */
final class ShellCompleter implements Completer {
    private final MagicTable magics;
    private final BoardCompleter boards;
    private final PathCompleter paths;
    private final PythonCompleter python;
    private final SettingCompleter settings;
    private boolean hadChoice;

    ShellCompleter(
            MagicTable magics,
            BoardCompleter boards,
            PathCompleter paths,
            PythonCompleter python,
            SettingCompleter settings) {
        this.magics = magics;
        this.boards = boards;
        this.paths = paths;
        this.python = python;
        this.settings = settings;
    }

    /** Whether there was something to choose from at the last Tab. */
    boolean hadChoice() {
        return hadChoice;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        find(line, candidates);
        hadChoice = candidates.stream()
                        .filter(candidate -> candidate.value().startsWith(line.word()))
                        .limit(2)
                        .count()
                > 1;
    }

    private void find(ParsedLine line, List<Candidate> candidates) {
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
            python.complete(line.line(), line.word(), candidates);
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
        String word = line.word();
        List<String> before = line.words().subList(1, line.words().size() - 1);
        Flag open = before.isEmpty() ? null : openFlag(magic, before);
        if (open != null) {
            addValues(open, word, candidates);
        } else if (word.startsWith("--") && word.indexOf('=') > 0) {
            addNamedValues(magic, word, candidates);
        } else if (word.startsWith("-") && !(magic.takesText() && magic.flags().isEmpty())) {
            addFlags(magic, word, candidates);
        } else {
            for (Argument argument : argumentsAt(magic.arguments(), position(magic, before))) {
                addChoices(argument.choices(), candidates);
                addKind(argument.kind(), word, candidates);
                if (argument.kind() == ArgumentKind.SETTING_VALUE
                        && settings.values(lastArgument(before), word, candidates)) {
                    boards.names(candidates);
                }
            }
        }
    }

    /** What completes the value in a word such as {@code --name=value}. */
    private void addNamedValues(Magic magic, String word, List<Candidate> candidates) {
        int value = word.indexOf('=') + 1;
        Flag flag = flag(magic, word.substring(0, value - 1));
        if (flag == null || flag.value() == null) {
            return;
        }
        List<Candidate> values = new ArrayList<>();
        addValues(flag, word.substring(value), values);
        String start = word.substring(0, value);
        for (Candidate one : values) {
            candidates.add(new Candidate(
                    start + one.value(), one.displ(), null, one.descr(), one.suffix(), null, one.complete()));
        }
    }

    private void addValues(Flag flag, String word, List<Candidate> candidates) {
        addChoices(flag.choices(), candidates);
        addKind(flag.kind(), word, candidates);
    }

    private static void addChoices(List<String> choices, List<Candidate> candidates) {
        for (String choice : choices) {
            candidates.add(candidate(choice, null));
        }
    }

    private static void addFlags(Magic magic, String word, List<Candidate> candidates) {
        for (Flag flag : magic.flags()) {
            String name = word.startsWith("--") || !flag.hasLetter() ? "--" + flag.name() : "-" + flag.letter();
            candidates.add(candidate(name, flag.summary()));
        }
    }

    /** How many arguments stand among the words before the last one, options and their values apart. */
    private static int position(Magic magic, List<String> before) {
        int position = 0;
        boolean value = false;
        for (String word : before) {
            if (value) {
                value = false;
            } else if (isFlag(word)) {
                value = takesNext(magic, word);
            } else {
                position++;
            }
        }
        return position;
    }

    private static @Nullable String lastArgument(List<String> before) {
        String last = null;
        for (String word : before) {
            last = isFlag(word) ? last : word;
        }
        return last;
    }

    /** The option whose value the last word is, or null. */
    private static @Nullable Flag openFlag(Magic magic, List<String> before) {
        boolean value = false;
        for (String word : before) {
            value = !value && isFlag(word) && takesNext(magic, word);
        }
        return value ? flag(magic, before.get(before.size() - 1)) : null;
    }

    private static boolean isFlag(String word) {
        return word.startsWith("-") && word.length() > 1;
    }

    private static boolean takesNext(Magic magic, String option) {
        Flag flag = flag(magic, option);
        return flag != null && flag.value() != null;
    }

    /** The option that a word such as {@code --name} or {@code -rn} names, the last of several letters. */
    private static @Nullable Flag flag(Magic magic, String option) {
        for (Flag flag : magic.flags()) {
            boolean named = option.startsWith("--")
                    ? option.equals("--" + flag.name())
                    : flag.hasLetter() && option.charAt(option.length() - 1) == flag.letter();
            if (named) {
                return flag;
            }
        }
        return null;
    }

    /** What may stand at a position: behind an argument that may be repeated, also those that follow it. */
    private static List<Argument> argumentsAt(List<Argument> arguments, int position) {
        List<Argument> possible = new ArrayList<>();
        boolean repeated = false;
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (i == position || (repeated && position > 0) || (argument.repeated() && i < position)) {
                possible.add(argument);
            }
            repeated |= argument.repeated();
        }
        return possible;
    }

    private void addKind(ArgumentKind kind, String word, List<Candidate> candidates) {
        boolean colon = word.indexOf(':') >= 0;
        switch (kind) {
            case LOCAL_PATH -> paths.local(word, candidates);
            case REMOTE_PATH -> {
                paths.remote(colon ? word : ":" + word, candidates);
                boards.places(word, candidates);
            }
            case REMOTE_PATH_PLAIN -> {
                paths.remote(word, candidates);
                boards.places(word, candidates);
            }
            case ANY_PATH -> {
                if (colon) {
                    paths.remote(word, candidates);
                } else {
                    paths.local(word, candidates);
                    boards.places(word, candidates);
                }
            }
            case BOARD -> boards.names(candidates);
            case SETTING -> settings.names(candidates);
            case PROFILE -> settings.profiles(candidates);
            case MAGIC -> addMagics(word.startsWith("%") ? "%" : "", candidates);
            default -> {}
        }
    }

    static Candidate candidate(String value, @Nullable String description) {
        return new Candidate(value, value, null, description, null, null, true);
    }
}
