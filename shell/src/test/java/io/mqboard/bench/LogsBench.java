package io.mqboard.bench;

import io.mqboard.endtoend.LogFlood;
import io.mqboard.transport.BrokerOptions;
import java.nio.file.Path;
import java.util.List;

/** What a flood of log lines above the prompt costs: the echo of a key, processor and memory. */
final class LogsBench {
    private static final String ADDRESS = "bench/logs";
    private static final double TARGET_MILLIS = 50;
    private static final double TARGET_MEGABYTES = 30;

    private LogsBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        String name = "1,000 log lines a second above the prompt: a key until it is echoed";
        if (rig.python().equals("-")) {
            return List.of(Row.missing(name, "no Python 3 to make a pseudo-terminal with"));
        }
        int port = rig.broker();
        rig.board(port, ADDRESS);
        Path launcher = rig.root().resolve("scripts/mqboard");
        try (LogFlood flood = new LogFlood(BrokerOptions.of(Rig.HOST, port, null), "bench/flood")) {
            flood.begin();
            String[] words = Rig.run(
                            rig.python(),
                            rig.root().resolve("scripts/bench.d/logs.py").toString(),
                            ADDRESS + " mqboard>",
                            launcher.toString(),
                            "--server=" + Rig.HOST,
                            "--port=" + port,
                            "--board=" + ADDRESS)
                    .split(" ");
            return List.of(row(name, words));
        }
    }

    private static Row row(String name, String[] words) {
        double median = Double.parseDouble(words[0]);
        double growth = Double.parseDouble(words[4]) - Double.parseDouble(words[3]);
        return new Row(
                name,
                words[0] + " ms",
                "-",
                "-",
                "<= " + Figures.number(TARGET_MILLIS) + " ms, memory grows by <= " + Figures.number(TARGET_MEGABYTES)
                        + " MB",
                median <= TARGET_MILLIS && growth <= TARGET_MEGABYTES,
                "median of 24 keys in about 10 s, the longest " + words[1] + " ms; meanwhile " + words[2]
                        + " % of one processor, resident memory " + words[3] + " MB at the beginning and " + words[4]
                        + " MB at the end");
    }
}
