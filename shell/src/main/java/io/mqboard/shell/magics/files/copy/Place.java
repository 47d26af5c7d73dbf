package io.mqboard.shell.magics.files.copy;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Folders;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.MqboardException;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file or folder, here or on a board, as somebody has written it. */
public sealed interface Place {
    /** Whether it was written as a folder, which a slash at its end says. */
    boolean folder();

    /** Its last component; empty if it has none that says anything. */
    String name();

    /** A file or folder below it; the name may be several components long and come from a board. */
    Place child(String name) throws ShellException;

    /** As it can be written, not escaped. */
    String written();

    /** As it is shown, escaped. */
    default String shown() {
        return SafeText.line(written());
    }

    /** What a word names: with a colon a path on a board, without one here. */
    static Place of(Context context, String word) throws ShellException, MqboardException {
        return Target.isRemote(word) ? new There(Target.of(context, word)) : here(context.folders(), word);
    }

    /** What a word names here. */
    static Here here(Folders folders, String word) throws UsageException {
        boolean folder = word.isEmpty() || word.endsWith("/") || word.equals(".") || word.equals("..");
        try {
            return new Here(folders.local(word), folder);
        } catch (InvalidPathException e) {
            throw new UsageException(word + " cannot be the name of a file");
        }
    }

    /**
     * On this computer.
     *
     * @param path the path
     * @param folder whether it was written as a folder
     */
    record Here(Path path, boolean folder) implements Place {
        @Override
        public String name() {
            Path last = path.normalize().getFileName();
            String name = last == null ? "" : last.toString();
            return name.equals("..") ? "" : name;
        }

        /** A name that a board tells must stay below the folder. */
        @Override
        public Here child(String name) throws ShellException {
            Path below = path;
            int start = 0;
            while (start <= name.length()) {
                int end = name.indexOf('/', start);
                end = end < 0 ? name.length() : end;
                String part = name.substring(start, end);
                start = end + 1;
                boolean bad = part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0;
                if (bad || (File.separatorChar != '/' && part.indexOf(File.separatorChar) >= 0)) {
                    throw new ShellException(
                            ExitCode.FAILED,
                            "the board lists a file that would leave the folder: " + SafeText.line(name));
                }
                below = below.resolve(part);
            }
            return new Here(below, false);
        }

        @Override
        public String written() {
            return path.toString();
        }
    }

    /**
     * On a board.
     *
     * @param target where
     */
    record There(Target target) implements Place {
        @Override
        public boolean folder() {
            return target.folder() || target.path().equals("/");
        }

        @Override
        public String name() {
            return target.name();
        }

        @Override
        public There child(String name) {
            return new There(target.child(name));
        }

        @Override
        public String written() {
            return target.path();
        }
    }
}
