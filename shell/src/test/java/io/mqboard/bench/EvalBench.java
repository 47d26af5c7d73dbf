package io.mqboard.bench;

import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ExecMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The round trip of an evaluation within a session. */
final class EvalBench {
    private static final int WARM_UP = 2000;
    private static final int RUNS = 2000;

    private EvalBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(row(rig, rig.broker(), "bench/default", "eval in a session, broker as it is (Nagle on)"));
        rows.add(row(
                rig, rig.broker("set_tcp_nodelay true"), "bench/nodelay", "eval in a session, set_tcp_nodelay true"));
        return rows;
    }

    private static Row row(Rig rig, int port, String address, String name) throws Exception {
        rig.board(port, address);
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null));
                RawEval raw = new RawEval(Rig.HOST, port, address)) {
            Board board = session.board(address);
            Figures.interleaved(WARM_UP, () -> ours(board), () -> floor(raw));
            double[][] millis = Figures.interleaved(RUNS, () -> ours(board), () -> floor(raw));
            String how = "median of " + RUNS
                    + " interleaved evaluations of 45+876 on the same board; peer: a plain socket that sends"
                    + " the same frames and blocks until END; 90th percentiles "
                    + Figures.number(millis[0][RUNS * 9 / 10]) + " and " + Figures.number(millis[1][RUNS * 9 / 10])
                    + " ms";
            return Row.atMost(name, Figures.median(millis[0]), Figures.median(millis[1]), 1.3, how);
        }
    }

    private static Object ours(Board board) throws Exception {
        return board.exec(ExecMode.EVAL, "<stdin>", "45+876", (channel, bytes) -> {})
                .result()
                .get(10, TimeUnit.SECONDS);
    }

    private static Object floor(RawEval raw) throws Exception {
        raw.eval("45+876");
        return raw;
    }
}
