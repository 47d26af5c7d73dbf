package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.output.Units;

/** Options that several of these magics have. */
final class FileFlags {
    static final Flag RECURSIVE = Flag.of('r', "recursive", "folders with all that is in them");

    static final Flag FORCE = Flag.of('f', "force", "copy what is unchanged, too");

    static final Flag VERBOSE = Flag.of('v', "verbose", "say what was done to each file");

    static final Flag HUMAN = Flag.of('h', "human", "sizes for people, such as 1.5 MB");

    static final Flag ALL = Flag.of('a', "all", "names that begin with a dot, too");

    private FileFlags() {}

    /** A size, in bytes or for people. */
    static String size(long bytes, Arguments arguments) {
        return arguments.has(HUMAN.name()) ? Units.bytes(bytes) : String.valueOf(bytes);
    }

    /** Text at the right end of a column. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
