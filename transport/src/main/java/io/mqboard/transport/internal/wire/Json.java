package io.mqboard.transport.internal.wire;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the small JSON texts of the protocols. Uses gson's streams only: its tree classes take longer to load than all of this
 * takes to run.
 */
public final class Json {
    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 8;

    private static final Object NULL = new Object();
    /** More members than any record has; keeps a hostile one from growing into many small objects. */
    private static final int MAX_ELEMENTS = 4096;

    private Json() {}

    /** Writes the members of one object. */
    public interface Members {
        void write(JsonWriter out) throws IOException;
    }

    /** An object as UTF-8. */
    public static byte[] object(Members members) {
        StringWriter text = new StringWriter(64);
        JsonWriter out = new JsonWriter(text);
        out.setHtmlSafe(false);
        try {
            out.beginObject();
            members.write(out);
            out.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The object in a text from the wire; null if it is none, is nested too deeply or has too many elements. */
    public static @Nullable JsonMap parseObject(byte[] utf8) {
        Object value = parse(new String(utf8, StandardCharsets.UTF_8));
        return value instanceof JsonMap map ? map : null;
    }

    /** The elements of an array from the wire ({@link JsonMap}, List, String, Long, Double, Boolean); null if it is none. */
    @SuppressWarnings("unchecked")
    public static @Nullable List<Object> parseArray(String text) {
        Object value = parse(text);
        return value instanceof List ? (List<Object>) value : null;
    }

    private static @Nullable Object parse(String text) {
        JsonReader in = new JsonReader(new StringReader(text));
        in.setStrictness(Strictness.STRICT);
        try {
            int[] left = {MAX_ELEMENTS};
            Object value = value(in, 0, left);
            return in.peek() == JsonToken.END_DOCUMENT ? value : null;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return null;
        }
    }

    private static Object value(JsonReader in, int depth, int[] left) throws IOException {
        if (--left[0] < 0) {
            throw new IOException("too much");
        }
        return switch (in.peek()) {
            case BEGIN_OBJECT -> map(in, deeper(depth), left);
            case BEGIN_ARRAY -> list(in, deeper(depth), left);
            case STRING -> in.nextString();
            case NUMBER -> number(in.nextString());
            case BOOLEAN -> in.nextBoolean();
            default -> {
                in.nextNull();
                yield NULL;
            }
        };
    }

    private static int deeper(int depth) throws IOException {
        if (depth >= MAX_DEPTH) {
            throw new IOException("too deep");
        }
        return depth + 1;
    }

    private static Object number(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '-') {
                return Double.valueOf(text);
            }
        }
        if (text.length() > 19) {
            return Double.valueOf(text);
        }
        return Long.valueOf(text);
    }

    private static JsonMap map(JsonReader in, int depth, int[] left) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
            members.put(in.nextName(), value(in, depth, left));
        }
        in.endObject();
        return new JsonMap(members);
    }

    private static List<Object> list(JsonReader in, int depth, int[] left) throws IOException {
        List<Object> elements = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
            elements.add(value(in, depth, left));
        }
        in.endArray();
        return elements;
    }
}
