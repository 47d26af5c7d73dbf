package io.mqboard.endtoend;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests on one board behind a broker, both of which live as long as the class. Test classes run one after the other. */
abstract class OneBoard {
    static MosquittoServer broker;
    static SimBoard board;
    static Program program;

    @BeforeAll
    static void startBoard() {
        broker = MosquittoServer.plain();
        board = Boards.start(broker.port(), "t/one");
        program = Program.at(broker.port()).board("t/one");
    }

    @AfterAll
    static void stopBoard() throws IOException {
        board.close();
        broker.close();
    }
}
