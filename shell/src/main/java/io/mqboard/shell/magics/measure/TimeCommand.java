package io.mqboard.shell.magics.measure;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.probe.Probe;
import io.mqboard.transport.Board;
import java.util.List;
import java.util.Map;

/** {@code %time}: how long code runs, by the board's own clock. */
final class TimeCommand implements Magic.Action {
    /** Microseconds begin anew after some minutes, so milliseconds tell whether they can be right. */
    private static final Probe PROBE = new Probe("""
            from time import ticks_us, ticks_ms, ticks_diff
            import __main__
            try:
                code = compile(source + "\\n", "<stdin>", "single")
            except SyntaxError:
                code = compile(source, "<stdin>", "exec")
            m = ticks_ms()
            u = ticks_us()
            try:
                exec(code, __main__.__dict__)
            finally:
                u = ticks_diff(ticks_us(), u)
                m = ticks_diff(ticks_ms(), m)
                print(mark, u if m < 250000 else m * 1000)
            """);

    static Magic row() {
        return Magic.row("time", "run Python on the board and say how long it took by the board's clock")
                .description("The way to the board and back does not count. An await is not possible in it.")
                .arguments(Argument.one("PYTHON", ArgumentKind.PYTHON))
                .json("board micros", "board value", "board output", "board traceback")
                .runs(new TimeCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        List<String> reports = PROBE.run(context, board, Map.of("source", arguments.word(0)));
        if (reports.isEmpty()) {
            return;
        }
        double micros = Double.parseDouble(reports.get(0));
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("micros", micros);
            context.output().json(object);
        } else {
            context.output().note("time: " + Microseconds.text(micros));
        }
    }
}
