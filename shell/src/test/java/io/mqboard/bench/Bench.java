package io.mqboard.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program behind scripts/bench: this project, the floor and the peers side by side in one run on one machine, as ratios. Absolute figures of
 * two machines cannot be compared; these can.
 *
 * <p>Arguments: the project's folder, a temporary folder, Mosquitto's folder, a Python 3 and a folder with
 * paho-mqtt and click for it (each {@code -} if missing), then the names of the measurements, none for all.
 */
public final class Bench {
    /** One measurement: some rows. */
    interface Measurement {
        List<Row> measure(Rig rig) throws Exception;
    }

    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("eval", EvalBench::measure);
        ALL.put("oneshot", OneShotBench::measure);
        ALL.put("prompt", PromptBench::measure);
        ALL.put("tab", TabBench::measure);
        ALL.put("logs", LogsBench::measure);
        ALL.put("files", FilesBench::measure);
        ALL.put("sets", SetBench::measure);
        ALL.put("heap", HeapBench::measure);
    }

    private Bench() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>(Arrays.asList(args).subList(5, args.length));
        if (!ALL.keySet().containsAll(names)) {
            out.println("bench: the measurements are: " + String.join(" ", ALL.keySet()));
            System.exit(2);
        }
        boolean met = true;
        for (Map.Entry<String, Measurement> entry : ALL.entrySet()) {
            if (names.isEmpty() || names.contains(entry.getKey())) {
                try (Rig rig = new Rig(args)) {
                    for (Row row : entry.getValue().measure(rig)) {
                        print(out, row);
                        met &= row.met();
                    }
                }
            }
        }
        System.exit(met ? 0 : 1);
    }

    private static void print(PrintStream out, Row row) {
        out.println(row.name());
        out.println("    ours " + row.ours() + ", peer " + row.peer() + ", ratio " + row.ratio() + ", target "
                + row.target() + ": " + (row.met() ? "met" : "MISSED"));
        out.println("    " + row.how());
    }
}
