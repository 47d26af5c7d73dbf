package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As many boards as a class room has: all are seen, and all answer. */
class FiftyBoardsIT {
    private static final int BOARDS = 50;
    /** So many start at a time: more would only wait for each other. */
    private static final int AT_A_TIME = 4;

    @Test
    @Timeout(180)
    void allAreSeen_andEachAnswers() throws Exception {
        ConcurrentLinkedQueue<SimBoard> boards = new ConcurrentLinkedQueue<>();
        try (MosquittoServer broker = MosquittoServer.plain()) {
            try {
                startAll(broker.port(), boards);
                Program program = Program.at(broker.port());
                assertEquals(
                        BOARDS,
                        program.with("-J")
                                .succeed("boards")
                                .lines()
                                .filter(line -> JsonParser.parseString(line)
                                        .getAsJsonObject()
                                        .get("online")
                                        .getAsBoolean())
                                .count());
                everyOneAnswers(program);
            } finally {
                closeAll(boards);
            }
        }
    }

    private static void startAll(int port, ConcurrentLinkedQueue<SimBoard> boards) throws Exception {
        inParallel(i -> boards.add(Boards.start(port, address(i))));
    }

    private static void closeAll(ConcurrentLinkedQueue<SimBoard> boards) throws Exception {
        List<SimBoard> all = new ArrayList<>(boards);
        inParallel(i -> {
            if (i < all.size()) {
                all.get(i).close();
            }
        });
    }

    private interface Step {
        void run(int i) throws IOException;
    }

    private static void inParallel(Step step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < BOARDS; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    step.run(number);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String address(int i) {
        return "class/row-" + i / 10 + "/board-" + i;
    }

    /** One shell goes from board to board; each remembers its own name, so that nobody answers for another. */
    private static void everyOneAnswers(Program program) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BOARDS; i++) {
            lines.append("%board ")
                    .append(address(i))
                    .append("\nme = ")
                    .append(i)
                    .append('\n');
        }
        List<String> expected = new ArrayList<>();
        for (int i = BOARDS - 1; i >= 0; i--) {
            lines.append("%board ").append(address(i)).append("\nprint('answer', me)\n");
            expected.add("answer " + i);
        }
        List<String> answers = program.succeed("-c", lines.toString())
                .lines()
                .filter(line -> line.startsWith("answer "))
                .toList();
        assertEquals(expected, answers);
    }
}
