package io.mqboard.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.transport.BoardTimedOutException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void boardThatDoesNotAnswer_theMagicThatUnblocksItIsNamed() {
        ErrorText text = ErrorText.of(new BoardTimedOutException("lab/x did not answer within 10 s"));
        assertEquals("lab/x did not answer within 10 s; if code blocks the board, %interrupt stops it", text.message());
        assertEquals(ExitCode.OFFLINE, text.exitCode());
    }
}
