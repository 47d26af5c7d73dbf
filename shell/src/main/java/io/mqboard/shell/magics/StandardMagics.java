package io.mqboard.shell.magics;

import static io.mqboard.shell.command.ArgumentKind.ANY_PATH;
import static io.mqboard.shell.command.ArgumentKind.BOARD;
import static io.mqboard.shell.command.ArgumentKind.LOCAL_PATH;
import static io.mqboard.shell.command.ArgumentKind.MAGIC;
import static io.mqboard.shell.command.ArgumentKind.PYTHON;
import static io.mqboard.shell.command.ArgumentKind.REMOTE_PATH_PLAIN;
import static io.mqboard.shell.command.ArgumentKind.TEXT;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import java.util.List;

/** The table of magics. */
public final class StandardMagics {
    private static final Flag RECURSIVE = Flag.of('r', "recursive", "folders with all that is in them");

    private StandardMagics() {}

    /** All magics. */
    public static MagicTable table() {
        return new MagicTable(List.of(
                board(),
                boards(),
                cat(),
                eval(),
                get(),
                help(),
                interrupt(),
                ls(),
                lsmagic(),
                mkdir(),
                mv(),
                put(),
                quit(),
                rm(),
                rmdir(),
                run()));
    }

    private static Magic board() {
        return online(
                "board",
                "select a board, or show the selected one",
                "NAME is an address, or a part or glob of an address that only one board has.",
                List.of(),
                List.of(Argument.maybe("NAME", BOARD)),
                new BoardCommand());
    }

    private static Magic boards() {
        return online(
                "boards",
                "list the boards that have announced themselves",
                "PATTERN is a part or glob of their addresses.",
                List.of(),
                List.of(Argument.maybe("PATTERN", TEXT)),
                new BoardsCommand());
    }

    private static Magic cat() {
        return online(
                "cat",
                "print files of the board",
                "On a terminal control characters are shown as escapes; elsewhere the bytes come as they are.",
                List.of(),
                List.of(Argument.several(":FILE", REMOTE_PATH_PLAIN)),
                new CatCommand());
    }

    private static Magic eval() {
        return new Magic(
                "eval",
                List.of("exec"),
                "run Python on the board; an expression prints its value",
                "The rest of the line is Python as it stands.",
                List.of(),
                List.of(Argument.one("PYTHON", PYTHON)),
                true,
                new EvalCommand());
    }

    private static Magic get() {
        return online(
                "get",
                "copy files from the board",
                "With one :FILE, LOCAL may be the new name; a LOCAL that is a folder takes all of them; - prints the file. Without"
                        + " LOCAL they go to the working folder. A :FOLDER/ with a slash at its end stands for what is in it.",
                List.of(RECURSIVE, Flag.of('f', "force", "copy what is unchanged, too (the default)")),
                List.of(Argument.several(":FILE", REMOTE_PATH_PLAIN), Argument.maybe("LOCAL", LOCAL_PATH)),
                new GetCommand());
    }

    private static Magic help() {
        return new Magic(
                "help",
                List.of("man"),
                "explain a magic, or list all",
                "",
                List.of(),
                List.of(Argument.maybe("MAGIC", MAGIC)),
                false,
                new HelpCommand());
    }

    private static Magic interrupt() {
        return online(
                "interrupt",
                "stop whatever runs on the board",
                "Whoever started it: code of another shell, or a task of the application that never lets the others run.",
                List.of(),
                List.of(),
                new InterruptCommand());
    }

    private static Magic ls() {
        return online(
                "ls",
                "list files of the board",
                "",
                List.of(
                        Flag.of('l', "long", "sizes and times, too"),
                        Flag.of('a', "all", "names that begin with a dot, too"),
                        Flag.of('r', "recursive", "folders in folders, too")),
                List.of(Argument.any(":PATH", REMOTE_PATH_PLAIN)),
                new ListCommand());
    }

    private static Magic lsmagic() {
        return new Magic(
                "lsmagic", List.of(), "list the magics", "", List.of(), List.of(), false, new ListMagicsCommand());
    }

    private static Magic mkdir() {
        return online(
                "mkdir",
                "make folders on the board",
                "",
                List.of(Flag.of('p', "parents", "the folders above, too; an existing folder is no error")),
                List.of(Argument.several(":FOLDER", REMOTE_PATH_PLAIN)),
                new MakeFolderCommand());
    }

    private static Magic mv() {
        return online(
                "mv",
                "rename or move a file or folder of the board",
                "A :TO with a slash at its end is the folder to move it into.",
                List.of(),
                List.of(Argument.one(":FROM", REMOTE_PATH_PLAIN), Argument.one(":TO", REMOTE_PATH_PLAIN)),
                new MoveCommand());
    }

    private static Magic put() {
        return online(
                "put",
                "copy files to the board",
                "With one LOCAL, :REMOTE may be the new name; with several, or with a slash at its end, it is the folder to put them"
                        + " into. Without :REMOTE they go to the root. A LOCAL/ with a slash at its end stands for what is in it."
                        + " A file is there whole and verified, or not at all.",
                List.of(RECURSIVE, Flag.of('f', "force", "copy what is unchanged, too (the default)")),
                List.of(Argument.several("LOCAL", ANY_PATH), Argument.maybe(":REMOTE", ANY_PATH)),
                new PutCommand());
    }

    private static Magic quit() {
        return new Magic(
                "quit",
                List.of("exit"),
                "leave; so does Ctrl-D",
                "CODE is what the program ends with.",
                List.of(),
                List.of(Argument.maybe("CODE", TEXT)),
                false,
                new QuitCommand());
    }

    private static Magic rm() {
        return online(
                "rm",
                "remove files of the board",
                "",
                List.of(
                        RECURSIVE,
                        Flag.of('f', "force", "a missing file is no error"),
                        Flag.of('v', "verbose", "say what was removed")),
                List.of(Argument.several(":PATH", REMOTE_PATH_PLAIN)),
                new RemoveCommand());
    }

    private static Magic rmdir() {
        return online(
                "rmdir",
                "remove empty folders of the board",
                "",
                List.of(),
                List.of(Argument.several(":FOLDER", REMOTE_PATH_PLAIN)),
                new RemoveFolderCommand());
    }

    private static Magic run() {
        return online(
                "run",
                "run a local file: Python on the board, or a script of the shell (.mqs)",
                "",
                List.of(),
                List.of(Argument.one("FILE", LOCAL_PATH)),
                new RunCommand());
    }

    private static Magic online(
            String name,
            String summary,
            String description,
            List<Flag> flags,
            List<Argument> arguments,
            Magic.Action action) {
        return new Magic(name, List.of(), summary, description, flags, arguments, true, action);
    }
}
