package io.mqboard.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoardNamesTest {
    @Test
    void candidates_preferTheWholeAddress() {
        assertEquals(List.of("a/b"), BoardNames.candidates(List.of("a/b", "a/bc", "x/a/b"), "a/b"));
        assertEquals(List.of("a/bc", "x/bc"), BoardNames.candidates(List.of("a/bc", "a/d", "x/bc"), "bc"));
    }

    @Test
    void globs_fitWholeAddresses() {
        assertTrue(BoardNames.matches("esp32/lamp", "*/l?mp"));
        assertTrue(BoardNames.matches("esp32/lamp", "*"));
        assertTrue(BoardNames.matches("aXbXc", "a*X*c"));
        assertFalse(BoardNames.matches("esp32/lamp", "esp*l"));
        assertFalse(BoardNames.matches("esp32/lamp", "?"));
        assertFalse(BoardNames.matches("a".repeat(5000), "*a".repeat(40) + "b"));
    }
}
