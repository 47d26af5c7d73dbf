package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import java.util.List;

/** A magic with its arguments, ready to run. */
public final class Invocation {
    private static final String HELP = "--help";

    private final Magic magic;
    private final Arguments arguments;

    private Invocation(Magic magic, Arguments arguments) {
        this.magic = magic;
        this.arguments = arguments;
    }

    /** What a line says, without the percent sign. */
    public static Invocation ofLine(MagicTable magics, String line) throws UsageException {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        Magic magic = magics.find(line.substring(0, end));
        String rest = line.substring(end).strip();
        if (rest.equals(HELP)) {
            return help(magics, magic);
        }
        return magic.takesText()
                ? ofText(magic, rest)
                : new Invocation(magic, ArgumentParser.parse(magic, Words.split(rest)));
    }

    /** What the words of a command line say, the magic's name first. */
    public static Invocation ofWords(MagicTable magics, List<String> words) throws UsageException {
        String name = words.get(0);
        Magic magic = magics.find(name.startsWith("%") ? name.substring(1) : name);
        List<String> rest = words.subList(1, words.size());
        if (asksForHelp(words)) {
            return help(magics, magic);
        }
        return magic.takesText()
                ? ofText(magic, String.join(" ", rest))
                : new Invocation(magic, ArgumentParser.parse(magic, rest));
    }

    /** Whether these words, a magic's name first, ask what it does. Behind other words it may be an argument of a script. */
    public static boolean asksForHelp(List<String> words) {
        return words.size() == 2 && words.get(1).equals(HELP);
    }

    private static Invocation help(MagicTable magics, Magic magic) throws UsageException {
        Magic help = magics.find("help");
        return new Invocation(help, ArgumentParser.parse(help, List.of(magic.name())));
    }

    private static Invocation ofText(Magic magic, String text) throws UsageException {
        Arguments arguments = new Arguments();
        String rest = magic.flags().isEmpty() ? text : TextFlags.take(magic, text, arguments);
        if (!rest.isEmpty()) {
            arguments.add(rest);
        } else if (!magic.arguments().get(0).optional()) {
            throw new UsageException("%" + magic.name() + ": too few arguments; usage: " + magic.usage());
        }
        return new Invocation(magic, arguments);
    }

    public Magic magic() {
        return magic;
    }

    /** Whether it changes boards. */
    public boolean changes() {
        return magic.changes().test(arguments);
    }

    public void run(Context context) throws Exception {
        magic.action().run(context, arguments);
    }
}
