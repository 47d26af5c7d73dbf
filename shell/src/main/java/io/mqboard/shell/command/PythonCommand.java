package io.mqboard.shell.command;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.transport.Board;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;

/** Runs Python on a board and shows what it prints. */
public final class PythonCommand {
    private PythonCommand() {}

    /** Runs source on the selected boards as their own prompt would, {@code await} included. */
    public static void run(Context context, String source) throws ShellException, MqboardException {
        run(context, ExecMode.REPL, "<stdin>", source);
    }

    /** Runs the source of a whole file on the selected boards; nothing is echoed. */
    public static void runFile(Context context, String name, String source) throws ShellException, MqboardException {
        run(context, ExecMode.EXEC, name, source);
    }

    private static void run(Context context, ExecMode mode, String name, String source)
            throws ShellException, MqboardException {
        Selection selection = context.boards();
        PythonRun python = PythonRun.of(mode, name, source);
        if (selection.several()) {
            PythonEverywhere.run(context, selection.boards(), python);
        } else {
            run(context, context.board(), python);
        }
    }

    private static void run(Context context, Board board, PythonRun python) throws MqboardException {
        boolean json = context.settings().json();
        BoardOutput output = new BoardOutput(context.output(), json ? board.address() : null);
        try {
            context.await(python.start(board, output));
        } finally {
            output.end();
        }
        if (json) {
            context.output().json(done(board));
        }
    }

    static JsonObject done(Board board) {
        JsonObject done = new JsonObject();
        done.addProperty("board", board.address());
        done.addProperty("ok", true);
        return done;
    }
}
