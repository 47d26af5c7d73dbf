package io.mqboard.bench;

import io.mqboard.testing.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What fingers feel at a prompt whose broker is 300 ms away: a key until it is seen, and Tab. */
final class TabBench {
    private static final Duration ONE_WAY = Duration.ofMillis(150);
    private static final double KEY_MILLIS = 10;
    private static final double KNOWN_MILLIS = 20;
    /** The shell waits 150 ms for the board. */
    private static final double UNKNOWN_MILLIS = 200;

    private static final String ADDRESS = "bench/tab";

    private TabBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        if (rig.python().equals("-")) {
            return List.of(Row.missing("keys and Tab", "no Python 3 to make a pseudo-terminal with"));
        }
        int port = rig.broker();
        rig.board(port, ADDRESS);
        try (FaultProxy line = FaultProxy.mqtt(Rig.HOST, port)) {
            line.toServer().latency(ONE_WAY);
            line.toClient().latency(ONE_WAY);
            Path launcher = rig.root().resolve("scripts/mqboard");
            String[] figures = Rig.run(
                            rig.python(),
                            rig.root().resolve("scripts/bench.d/tab.py").toString(),
                            ADDRESS + " mqboard>",
                            launcher.toString(),
                            "--server=" + Rig.HOST,
                            "--port=" + line.port(),
                            "--board=" + ADDRESS)
                    .split(" ");
            return List.of(
                    row("a key until it is echoed", figures[0], KEY_MILLIS, "median of 15"),
                    row("Tab at a name that is known", figures[2], KNOWN_MILLIS, "median of 15, until it is completed"),
                    row("the first Tab at a name", figures[1], UNKNOWN_MILLIS, "until the next key is echoed"));
        }
    }

    private static Row row(String name, String figure, double limit, String how) {
        double millis = Double.parseDouble(figure);
        return new Row(
                name + ", broker 300 ms away",
                Figures.number(millis) + " ms",
                "-",
                "-",
                "<= " + Figures.number(limit) + " ms",
                millis <= limit,
                how);
    }
}
