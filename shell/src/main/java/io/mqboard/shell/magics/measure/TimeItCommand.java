package io.mqboard.shell.magics.measure;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.Units;
import io.mqboard.shell.probe.Probe;
import io.mqboard.transport.Board;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code %timeit}: how long a short statement takes, from many runs of it. */
final class TimeItCommand implements Magic.Action {
    private static final int MAX_LOOPS = 10_000_000;
    private static final int MAX_REPEATS = 100;

    /** Without a number of loops: ten times as many until one run takes 0.2 s. */
    private static final Probe PROBE = new Probe("""
            from time import ticks_us, ticks_diff
            import __main__
            names = __main__.__dict__
            text = "def __mqb_f(__mqb_n):\\n for __mqb_i in range(__mqb_n):\\n  " + source.replace("\\n", "\\n  ")
            exec(compile(text, "<stdin>", "exec"), names)
            f = names.pop("__mqb_f")
            def run(n):
                t = ticks_us()
                f(n)
                return ticks_diff(ticks_us(), t)
            n = loops
            if not n:
                n = 1
                while run(n) < 200000 and n < 10000000:
                    n *= 10
            print(mark, n)
            for i in range(repeats):
                print(mark, run(n))
            """);

    static Magic row() {
        return Magic.row("timeit", "run a statement on the board many times and say how long it takes each time")
                .description(
                        "By the board's clock. Without -n, as many loops as take 0.2 s; the time of the loop itself is in it.")
                .flags(
                        Flag.with('n', "loops", "N", ArgumentKind.TEXT, "how many loops a run has"),
                        Flag.with('r', "repeats", "N", ArgumentKind.TEXT, "how many runs (7)"))
                .arguments(Argument.one("PYTHON", ArgumentKind.PYTHON))
                .json("board loops runs meanMicros deviationMicros bestMicros", "board output", "board traceback")
                .runs(new TimeItCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        int loops = number(arguments.value("loops"), "loops", 0, MAX_LOOPS);
        int repeats = number(arguments.value("repeats"), "repeats", 7, MAX_REPEATS);
        Board board = context.board();
        List<String> reports = PROBE.run(
                context, board, Map.of("source", arguments.word(0).strip(), "loops", loops, "repeats", repeats));
        if (reports.size() < 2) {
            return;
        }
        int done = Integer.parseInt(reports.get(0));
        double[] each = reports.stream()
                .skip(1)
                .mapToDouble(micros -> Double.parseDouble(micros) / done)
                .toArray();
        print(context, board, done, each);
    }

    private static void print(Context context, Board board, int loops, double[] each) {
        double mean = Arrays.stream(each).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(each).map(t -> (t - mean) * (t - mean)).average().orElse(0));
        double best = Arrays.stream(each).min().orElse(0);
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("loops", loops);
            object.addProperty("runs", each.length);
            object.addProperty("meanMicros", mean);
            object.addProperty("deviationMicros", deviation);
            object.addProperty("bestMicros", best);
            context.output().json(object);
        } else {
            context.output()
                    .println(Microseconds.text(mean) + " +- " + Microseconds.text(deviation)
                            + " per loop (mean +- std. dev. of " + each.length + " runs, " + Units.count(loops)
                            + " loops each); best " + Microseconds.text(best));
        }
    }

    static int number(@Nullable String text, String name, int otherwise, int most) throws UsageException {
        if (text == null) {
            return otherwise;
        }
        int number = text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new UsageException("--" + name + ": 1 to " + most + ", not " + text);
        }
        return number;
    }
}
