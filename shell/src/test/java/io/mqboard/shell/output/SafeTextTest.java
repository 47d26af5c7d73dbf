package io.mqboard.shell.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    private static String safe(int... bytes) {
        SafeText text = new SafeText();
        StringBuilder all = new StringBuilder();
        for (int b : bytes) {
            all.append(text.next(new byte[] {(byte) b}));
        }
        return all + text.end();
    }

    private static String safe(String text) {
        SafeText safe = new SafeText();
        return safe.next(text.getBytes(UTF_8)) + safe.end();
    }

    @Test
    void text_ofAllKindsOfLetters_staysAsItIs() {
        assertEquals("plain\tgrün 日本 🙂\n", safe("plain\tgrün 日本 🙂\n"));
    }

    @Test
    void controlCharacters_becomeVisible() {
        assertEquals("\\x1b[31mred\\x07\\x00\\x7f", safe("\u001b[31mred\u0007\u0000\u007f"));
        assertEquals("\\x9b31m", safe("\u009b31m"));
    }

    @Test
    void charactersThatTurnTheDirection_becomeVisible() {
        assertEquals("a\\u202eb\\u2066c\\u200fd", safe("a\u202eb\u2066c\u200fd"));
        assertEquals("\\u2028\\ufeff", safe("\u2028\ufeff"));
    }

    @Test
    void carriageReturn_goesBeforeALineFeed_andShowsElsewhere() {
        assertEquals("a\nb", safe("a\r\nb"));
        assertEquals("a\\rb", safe("a\rb"));
        assertEquals("a\\r", safe("a\r"));
        assertEquals("\\r\n", safe("\r\r\n"));
    }

    @Test
    void characterThatIsSplit_isPutTogether() {
        assertEquals("é", safe(0xc3, 0xa9));
        assertEquals("🙂", safe(0xf0, 0x9f, 0x99, 0x82));
    }

    @Test
    void bytesThatAreNotUtf8_becomeVisible() {
        assertEquals("\\xff\\xfe", safe(0xff, 0xfe));
        assertEquals("\\xc3(", safe(0xc3, '('));
        assertEquals("\\xc3", safe(0xc3));
        assertEquals("\\xc0\\x9b", safe(0xc0, 0x9b));
        assertEquals("\\xe0\\x82\\x9b", safe(0xe0, 0x82, 0x9b));
        assertEquals("\\xed\\xa0\\x80", safe(0xed, 0xa0, 0x80));
        assertEquals("\\xf4\\x90\\x80\\x80", safe(0xf4, 0x90, 0x80, 0x80));
    }

    @Test
    void line_escapesLineEnds() {
        assertEquals("a\\nb\\tc\\x1b", SafeText.line("a\nb\tc\u001b"));
    }

    @Test
    void randomBytes_neverYieldAControlCharacter_howeverTheyAreCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = new byte[4000];
        random.nextBytes(bytes);
        SafeText whole = new SafeText();
        String expected = whole.next(bytes) + whole.end();
        SafeText cut = new SafeText();
        StringBuilder pieces = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(7), bytes.length - at);
            pieces.append(cut.next(java.util.Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        pieces.append(cut.end());
        assertEquals(expected, pieces.toString(), "seed " + seed);
        assertFalse(
                expected.codePoints().anyMatch(c -> c != '\n' && c != '\t' && SafeText.isUnsafe(c)), "seed " + seed);
    }

    @Test
    void json_ofHostileText_isHarmlessAndTheSame() {
        JsonObject object = new JsonObject();
        object.addProperty("text", "\u001b[2J\u009b\u202e\ufeff é 🙂");
        String json = JsonText.of(object);
        assertFalse(json.codePoints().anyMatch(SafeText::isUnsafe), json);
        assertEquals(object, JsonParser.parseString(json));
    }
}
