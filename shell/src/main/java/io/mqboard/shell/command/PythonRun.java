package io.mqboard.shell.command;

import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.TracebackLines;
import io.mqboard.transport.Board;
import io.mqboard.transport.Call;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.OutputListener;

/**
 * Python that is ready to be sent to any number of boards.
 *
 * @param mode how it is run
 * @param name what tracebacks call it
 * @param source the text
 */
record PythonRun(ExecMode mode, String name, String source) {
    /** Source as it was typed or stands in a file; what awaits is wrapped for the board. */
    static PythonRun of(ExecMode mode, String name, String source) {
        // Looking closer takes a tokenizer, which most lines can do without.
        if (source.contains("await") || source.contains("async")) {
            PythonSource python = PythonSource.of(source);
            if (python.awaits()) {
                return new PythonRun(ExecMode.AWAIT, TracebackLines.mark(name), python.wrapped());
            }
        }
        return new PythonRun(mode, name, source);
    }

    Call<Void> start(Board board, OutputListener output) {
        return board.exec(mode, name, source, output);
    }
}
