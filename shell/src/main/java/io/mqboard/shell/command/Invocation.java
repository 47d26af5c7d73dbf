package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import java.util.List;

/** A magic with its arguments, ready to run. */
public final class Invocation {
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
        return magic.takesText()
                ? ofText(magic, rest)
                : new Invocation(magic, ArgumentParser.parse(magic, Words.split(rest)));
    }

    /** What the words of a command line say, the magic's name first. */
    public static Invocation ofWords(MagicTable magics, List<String> words) throws UsageException {
        String name = words.get(0);
        Magic magic = magics.find(name.startsWith("%") ? name.substring(1) : name);
        List<String> rest = words.subList(1, words.size());
        return magic.takesText()
                ? ofText(magic, String.join(" ", rest))
                : new Invocation(magic, ArgumentParser.parse(magic, rest));
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
