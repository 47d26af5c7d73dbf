package io.mqboard.shell.command;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.TracebackLines;
import io.mqboard.transport.Board;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;

/** Runs Python on a board and shows what it prints. */
public final class PythonCommand {
    private PythonCommand() {}

    /** Runs source on the selected board as its own prompt would, {@code await} included. */
    public static void run(Context context, String source) throws ShellException, MqboardException {
        run(context, context.board(), ExecMode.REPL, "<stdin>", source);
    }

    /** Runs the source of a whole file on the selected board; nothing is echoed. */
    public static void runFile(Context context, String name, String source) throws ShellException, MqboardException {
        run(context, context.board(), ExecMode.EXEC, name, source);
    }

    /** Runs source on a board; the name stands in tracebacks. */
    private static void run(Context context, Board board, ExecMode mode, String name, String source)
            throws MqboardException {
        boolean json = context.settings().json();
        BoardOutput output = new BoardOutput(context.output(), json ? board.address() : null);
        ExecMode used = mode;
        String sent = source;
        String sentName = name;
        // Looking closer takes a tokenizer, which most lines can do without.
        if (source.contains("await") || source.contains("async")) {
            PythonSource python = PythonSource.of(source);
            if (python.awaits()) {
                used = ExecMode.AWAIT;
                sent = python.wrapped();
                sentName = TracebackLines.mark(name);
            }
        }
        try {
            context.await(board.exec(used, sentName, sent, output));
        } finally {
            output.end();
        }
        if (json) {
            JsonObject done = new JsonObject();
            done.addProperty("board", board.address());
            done.addProperty("ok", true);
            context.output().json(done);
        }
    }
}
