package io.mqboard.transport.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The frames that the tests of both sides share: what a board makes of them and what this program makes of them must agree. */
class VectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    @TestFactory
    Stream<DynamicTest> vectors() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/protocol2.json");
                InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (JsonElement element : JsonParser.parseReader(text).getAsJsonArray()) {
                JsonObject vector = element.getAsJsonObject();
                tests.add(DynamicTest.dynamicTest(vector.get("name").getAsString(), () -> check(vector)));
            }
        }
        assertTrue(tests.size() > 50, "the vectors are there");
        return tests.stream();
    }

    private static void check(JsonObject vector) {
        switch (vector.get("kind").getAsString()) {
            case "frame" -> frame(vector);
            case "malformed" -> assertNull(Frame.decode(hex(vector, "hex")));
            case "badhead" -> badHead(vector);
            case "topic" -> topic(vector);
            case "v1" -> header1(vector);
            case "v1bad" -> assertEquals(-1, Header1.decode(hex(vector, "hex")));
            default -> throw new AssertionError("unknown kind of vector: " + vector);
        }
    }

    private static void frame(JsonObject vector) {
        byte[] wire = hex(vector, "hex");
        Frame frame = Frame.decode(wire);
        assertNotNull(frame);
        assertEquals(vector.get("type").getAsString(), frame.type().name());
        assertEquals(vector.get("channel").getAsInt(), frame.channel());
        assertEquals(vector.get("flags").getAsInt(), frame.flags());
        assertEquals(vector.get("session").getAsLong(), Integer.toUnsignedLong(frame.session()));
        assertEquals(vector.get("request").getAsLong(), Integer.toUnsignedLong(frame.request()));
        assertEquals(vector.get("offset").getAsLong(), frame.offset());
        assertArrayEquals(hex(vector, "body"), frame.body());
        assertArrayEquals(wire, frame.encode());
        if (vector.has("grant")) {
            assertEquals(vector.get("grant").getAsLong(), frame.grant());
        }
        if (vector.has("head")) {
            RequestBody body = RequestBody.decode(frame.body());
            assertNotNull(body);
            assertNotNull(Json.parseObject(body.head().getBytes(StandardCharsets.UTF_8)));
            assertEquals(vector.get("head"), JsonParser.parseString(body.head()));
            assertArrayEquals(hex(vector, "inline"), body.input());
        }
        if (vector.has("frames")) {
            List<String> inner = new ArrayList<>();
            Bundle.frames(frame.body()).forEach(each -> inner.add(HEX.formatHex(each.encode())));
            List<String> wanted = new ArrayList<>();
            vector.get("frames").getAsJsonArray().forEach(each -> wanted.add(each.getAsString()));
            assertEquals(wanted, inner);
        }
    }

    private static void badHead(JsonObject vector) {
        Frame frame = Frame.decode(hex(vector, "hex"));
        assertNotNull(frame);
        RequestBody body = RequestBody.decode(frame.body());
        assertTrue(body == null || Json.parseObject(body.head().getBytes(StandardCharsets.UTF_8)) == null);
    }

    private static void topic(JsonObject vector) {
        String topic = vector.get("topic").getAsString();
        String name = topic.substring(topic.lastIndexOf('/') + 1);
        assertEquals(!vector.get("client").isJsonNull(), Topics.isClientName(name));
    }

    private static void header1(JsonObject vector) {
        byte[] wire = hex(vector, "hex");
        int header = Header1.decode(wire);
        assertEquals(vector.get("seq").getAsInt(), Header1.sequence(header));
        assertEquals(vector.get("last").getAsBoolean(), Header1.last(header));
        byte[] body = hex(vector, "body");
        assertArrayEquals(wire, Header1.encode(Header1.sequence(header), Header1.last(header), body, body.length));
    }

    private static byte[] hex(JsonObject vector, String name) {
        return HEX.parseHex(vector.get(name).getAsString());
    }
}
