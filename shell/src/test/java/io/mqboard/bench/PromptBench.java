package io.mqboard.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The time from starting the program to its first prompt on a pseudo-terminal. */
final class PromptBench {
    private static final int RUNS = 15;
    private static final double TARGET_MILLIS = 250;
    private static final String ADDRESS = "bench/prompt";

    private PromptBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        String name = "first prompt, connected";
        if (rig.python().equals("-")) {
            return List.of(Row.missing(name, "no Python 3 to make a pseudo-terminal with"));
        }
        int port = rig.broker();
        rig.board(port, ADDRESS);
        Path launcher = rig.root().resolve("scripts/mqboard");
        double[] drawn = new double[RUNS];
        double[] connected = new double[RUNS];
        double[] version = new double[RUNS];
        double[] empty = new double[RUNS];
        for (int i = -2; i < RUNS; i++) {
            int at = Math.max(i, 0);
            version[at] = Figures.millis(() -> Rig.run(launcher.toString(), "--version"));
            empty[at] = Figures.millis(() -> Rig.run("sh", "-c", ":"));
            double[] prompt = prompt(rig, launcher, port);
            drawn[at] = prompt[0];
            connected[at] = prompt[1];
        }
        for (double[] figures : List.of(drawn, connected, version, empty)) {
            Arrays.sort(figures);
        }
        String how = "median of " + RUNS + "; of it " + Figures.number(Figures.median(version))
                + " ms until --version has printed and ended (launcher, JVM, options; a shell that does nothing takes "
                + Figures.number(Figures.median(empty)) + "), " + Figures.number(Figures.median(drawn))
                + " until a prompt stands, the rest until it says that it is connected";
        double ours = Figures.median(connected);
        return List.of(new Row(
                name,
                Figures.number(ours) + " ms",
                "-",
                "-",
                "<= " + Figures.number(TARGET_MILLIS) + " ms",
                ours <= TARGET_MILLIS,
                how));
    }

    private static double[] prompt(Rig rig, Path launcher, int port) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                rig.python(),
                rig.root().resolve("scripts/bench.d/prompt.py").toString(),
                ADDRESS + " mqboard>", // nothing between them: connected, online, normal
                launcher.toString(),
                "--server=" + Rig.HOST,
                "--port=" + port,
                "--board=" + ADDRESS));
        String[] words = Rig.run(command.toArray(new String[0])).split(" ");
        return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
    }
}
