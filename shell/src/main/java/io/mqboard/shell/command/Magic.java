package io.mqboard.shell.command;

import java.util.List;
import java.util.function.Predicate;

/**
 * One row of the table of magics. Help, completion, the man page and the parser of arguments all come from it.
 *
 * @param name without the percent sign
 * @param aliases other names
 * @param summary one line, no full stop
 * @param description what there is to know beyond the summary, several lines or empty
 * @param flags its options
 * @param arguments its arguments in order
 * @param online whether it needs the broker
 * @param once whether it runs once however many boards are selected, else once for each
 * @param changes whether a call of it changes boards, so that protected ones ask first
 * @param json the objects that it prints with {@code --json}, see {@link JsonFields}
 * @param action what it does
 */
public record Magic(
        String name,
        List<String> aliases,
        String summary,
        String description,
        List<Flag> flags,
        List<Argument> arguments,
        boolean online,
        boolean once,
        Predicate<Arguments> changes,
        List<String> json,
        Action action) {

    /** Begins a row; the summary is one line without a full stop. */
    public static MagicRow row(String name, String summary) {
        return new MagicRow(name, summary);
    }

    /** What a magic does; runs on the command thread and may block there. */
    public interface Action {
        void run(Context context, Arguments arguments) throws Exception;
    }

    /** Whether the arguments are one piece of text, taken as it stands. */
    public boolean takesText() {
        return arguments.size() == 1 && arguments.get(0).kind() == ArgumentKind.PYTHON;
    }

    /** The line that shows how it is written, such as {@code put [-r] [-f] LOCAL... [:REMOTE]}. */
    public String usage() {
        StringBuilder text = new StringBuilder(name);
        for (Flag flag : flags) {
            text.append(" [").append(flag.usage()).append(']');
        }
        for (Argument argument : arguments) {
            String shown = argument.name() + (argument.repeated() ? "..." : "");
            text.append(' ').append(argument.optional() ? "[" + shown + "]" : shown);
        }
        return text.toString();
    }
}
