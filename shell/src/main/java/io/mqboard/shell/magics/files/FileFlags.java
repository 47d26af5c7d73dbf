package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Flag;

/** Options that several of these magics have. */
final class FileFlags {
    static final Flag RECURSIVE = Flag.of('r', "recursive", "folders with all that is in them");

    static final Flag COPY_ALL = Flag.of('f', "force", "copy what is unchanged, too (the default)");

    private FileFlags() {}
}
