package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker and a board that are well, and some that are not. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DoctorIT {
    @Test
    void brokerAndBoardThatAreWell_areFoundWell() throws IOException {
        try (MosquittoServer broker = MosquittoServer.plain();
                SimBoard board = SimBoard.start("127.0.0.1", broker.port(), "well/board")) {
            Program.Ended ended = Program.at(broker.port()).run("doctor", board.prefix());
            assertEquals(0, ended.code(), ended::toString);
            for (String found : new String[] {
                "ok round trip",
                "lost 0",
                "ok queue",
                "at least 262 KB",
                "ok retained",
                "board well/board",
                "ok protocol",
                "ok mode",
                "ok heap",
                "ok flash"
            }) {
                assertTrue(ended.out().contains(found), () -> found + " in " + ended);
            }
        }
    }

    @Test
    void brokerThatKeepsNothingAndTakesLittle_isNamedWithTheSetting() throws IOException {
        try (MosquittoServer broker = MosquittoServer.plain("retain_available false")) {
            Program.Ended ended = Program.at(broker.port()).run("-J", "doctor");
            assertEquals(1, ended.code(), ended::toString);
            assertTrue(ended.out().contains("\"grade\":\"wrong\",\"what\":\"retained messages\""), ended::toString);
            assertTrue(ended.out().contains("retain_available"), ended::toString);
            ended.failed(1, "wrong");
        }
    }
}
