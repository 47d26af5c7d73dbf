package io.mqboard.transport.internal.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from the wire, read with defaults: a member that is missing or of another type than wanted counts as not given, so that
 * neither a newer nor a hostile board can make a reader fail.
 */
public final class JsonMap {
    private final Map<String, Object> members;

    JsonMap(Map<String, Object> members) {
        this.members = members;
    }

    /** An object without members. */
    public static JsonMap empty() {
        return new JsonMap(Map.of());
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public String text(String name, String otherwise) {
        return members.get(name) instanceof String text ? text : otherwise;
    }

    /** A whole number; a fraction counts as not given. */
    public long number(String name, long otherwise) {
        return members.get(name) instanceof Long number ? number : otherwise;
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /** An object within; null if it is none. */
    public @Nullable JsonMap object(String name) {
        return members.get(name) instanceof JsonMap map ? map : null;
    }

    /** The texts in an array; other elements are left out. */
    public List<String> texts(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof String text) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /** Every member that is a text, a number or a truth value, as text, in the order of the record. */
    public Map<String, String> simpleMembers() {
        Map<String, String> simple = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            String text = simpleText(member.getValue());
            if (text != null) {
                simple.put(member.getKey(), text);
            }
        }
        return simple;
    }

    private static @Nullable String simpleText(Object value) {
        boolean simple = value instanceof String || value instanceof Number || value instanceof Boolean;
        return simple ? value.toString() : null;
    }
}
