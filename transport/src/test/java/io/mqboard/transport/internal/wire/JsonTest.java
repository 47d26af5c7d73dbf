package io.mqboard.transport.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static JsonMap parse(String text) {
        return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void parseObject_members_areReadByType() {
        JsonMap map =
                parse("{\"t\":\"x\",\"n\":-5,\"f\":1.5,\"b\":true,\"z\":null,\"l\":[\"a\",1,\"b\"],\"o\":{\"k\":1}}");
        assertEquals("x", map.text("t", ""));
        assertEquals("no", map.text("n", "no"));
        assertEquals(-5, map.number("n", 0));
        assertEquals(7, map.number("f", 7));
        assertEquals(7, map.number("z", 7));
        assertTrue(map.flag("b"));
        assertFalse(map.flag("t"));
        assertEquals(List.of("a", "b"), map.texts("l"));
        assertEquals(Map.of("t", "x", "n", "-5", "f", "1.5", "b", "true"), map.simpleMembers());
    }

    @Test
    void parseObject_whatIsNone_isNull() {
        for (String bad :
                List.of("", "[]", "7", "null", "{", "{\"a\":}", "{} {}", "{'a':1}", "{a:1}", "{\"a\":NaN}", "\u0000")) {
            assertNull(parse(bad), bad);
        }
    }

    @Test
    void parseObject_depth_isLimited() {
        assertNotNull(parse("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}"));
        assertNull(parse("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}"));
        assertNull(parse("{\"a\":" + "[".repeat(100_000)));
    }

    @Test
    void parseObject_manyElements_areLimited() {
        assertNull(parse("{\"a\":[" + "1,".repeat(5000) + "1]}"));
    }

    @Test
    void parseObject_hugeNumbers_doNotFail() {
        assertEquals(0, parse("{\"a\":99999999999999999999999}").number("a", 0));
        assertEquals(0, parse("{\"a\":1e999}").number("a", 0));
    }

    @Test
    void parseObject_damagedBytes_neverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good =
                "{\"mqb\":2,\"state\":\"online\",\"caps\":[\"exec\"],\"free\":1}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                Json.parseObject(bad);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
