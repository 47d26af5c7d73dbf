package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live table, on the screen that a person sees. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TopIT {
    @TempDir
    Path home;

    @Test
    void table_isLive_isSorted_survivesAResize_andGivesTheScreenBack() throws IOException {
        try (MosquittoServer broker = MosquittoServer.plain();
                SimBoard board = SimBoard.start("127.0.0.1", broker.port(), "top/a")) {
            Program program = Program.at(broker.port());
            String once = program.succeed("top");
            assertTrue(once.contains("top/a  online   normal"), once);
            assertTrue(once.contains(" ms"), once);
            try (TerminalWindow window = program.board(board.prefix()).window(home)) {
                window.awaitEnd("top/a mqboard>");
                window.enter("%top");
                window.await("the table", text -> text.contains("top/a  online   normal") && text.contains(" ms"));
                window.awaitEnd("by board; keys: b s m v h t w sort, q leaves");
                window.type("h");
                window.awaitText("by heap");
                window.resize(100, 12);
                window.await("the smaller table", text -> text.contains("1 online") && text.endsWith("q leaves"));
                window.type("q");
                window.awaitEnd("top/a mqboard>");
                window.enter("45+876");
                window.awaitText("\n921\n");
            }
        }
    }
}
