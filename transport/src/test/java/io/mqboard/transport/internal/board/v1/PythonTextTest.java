package io.mqboard.transport.internal.board.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PythonTextTest {
    @Test
    void quote_texts_areLiterals() {
        assertEquals("''", PythonText.quote(""));
        assertEquals("'/lib/a b.py'", PythonText.quote("/lib/a b.py"));
        assertEquals("'it\\'s \"x\"'", PythonText.quote("it's \"x\""));
        assertEquals("'a\\\\b'", PythonText.quote("a\\b"));
        assertEquals("'a\\nb\\rc\\x09\\x00\\x1b\\x7f'", PythonText.quote("a\nb\rc\t\0\u001b\u007f"));
        assertEquals("'\\u00e4\\u20ac\\U0001f600'", PythonText.quote("ä€😀"));
        assertEquals("'%s{0}'", PythonText.quote("%s{0}"));
    }

    @Test
    void quote_anything_isOneLineOfAsciiThatEndsWhereItShould() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(20); k > 0; k--) {
                text.append("\\'\"\n\r\0ax".charAt(random.nextInt(8))).append((char) random.nextInt(0xD800));
            }
            String quoted = PythonText.quote(text.toString());
            assertTrue(quoted.chars().allMatch(c -> c >= 0x20 && c < 0x7F), "seed " + seed);
            assertEquals(quoted.length() - 1, end(quoted), "seed " + seed);
        }
    }

    /** Where Python sees the end of a literal. */
    private static int end(String literal) {
        int i = 1;
        while (literal.charAt(i) != '\'') {
            i += literal.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
