package io.mqboard.shell.probe;

import io.mqboard.shell.command.BoardOutput;
import io.mqboard.shell.command.Context;
import io.mqboard.transport.Board;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;
import java.util.List;
import java.util.Map;

/**
 * A piece of Python that finds something out about a board and reports it by printing lines that begin with {@code mark}. It has names of
 * its own: nothing is left in {@code __main__}. Values are its names from the start, so nothing is pasted into source.
 */
public final class Probe {
    private final String source;

    public Probe(String source) {
        this.source = source;
    }

    /** Runs it and returns its reports; shows what else is printed meanwhile. */
    public List<String> run(Context context, Board board, Map<String, Object> values) throws MqboardException {
        boolean json = context.settings().json();
        BoardOutput shown = new BoardOutput(context.output(), json ? board.address() : null);
        Reports reports = new Reports(shown);
        try {
            context.await(board.exec(ExecMode.EXEC, "<probe>", text(values), reports));
        } finally {
            reports.end();
            shown.end();
        }
        return reports.lines();
    }

    private String text(Map<String, Object> values) {
        StringBuilder text = new StringBuilder("exec(")
                .append(PythonLiteral.of(source))
                .append(", {'mark': ")
                .append(PythonLiteral.of(Reports.MARK));
        values.forEach((name, value) ->
                text.append(", ").append(PythonLiteral.of(name)).append(": ").append(PythonLiteral.of(value)));
        return text.append("})").toString();
    }
}
