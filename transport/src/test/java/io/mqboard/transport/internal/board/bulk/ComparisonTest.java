package io.mqboard.transport.internal.board.bulk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mqboard.transport.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two forms of the question which files are there, with the vectors that the board's tests read, too. */
class ComparisonTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void bothForms_areThoseOfTheVectors() throws IOException {
        int vectors = 0;
        try (InputStream in = ComparisonTest.class.getResourceAsStream("/vectors/batch.json");
                InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (JsonElement element : JsonParser.parseReader(text).getAsJsonArray()) {
                JsonObject vector = element.getAsJsonObject();
                if (vector.get("kind").getAsString().equals("have")) {
                    vectors++;
                    check(vector);
                }
            }
        }
        assertTrue(vectors > 0, "the vectors are there");
    }

    private static void check(JsonObject vector) {
        byte[] lines = HEX.parseHex(vector.get("hex").getAsString());
        List<FileDigest> files = new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(line -> new FileDigest(line.substring(65), line.substring(0, 64)))
                .toList();
        assertArrayEquals(lines, Comparison.lines(files));
        assertArrayEquals(HEX.parseHex(vector.get("short").getAsString()), Comparison.shortLines(files));
    }

    @Test
    void shortLines_countNoMoreOfAPathThanAByteHolds() {
        String sha256 = "0a".repeat(32);
        String folder = "/" + "d".repeat(300);
        byte[] lines = Comparison.shortLines(List.of(new FileDigest(folder, sha256), new FileDigest(folder, sha256)));
        byte[] first = ("\n".repeat(16) + "\0" + folder + "\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] second = ("\n".repeat(16) + "\u00ff" + "d".repeat(46) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertArrayEquals(both, lines);
    }
}
