package io.mqboard.shell.output;

import com.google.gson.JsonElement;

/** Writes JSON that is harmless on a terminal, too: what {@link SafeText} would escape is escaped in JSON's own way. */
public final class JsonText {
    private JsonText() {}

    /** One line without a line end. */
    public static String of(JsonElement element) {
        String json = element.toString();
        StringBuilder safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); ) {
            int c = json.codePointAt(i);
            if (c < 0x7f || !SafeText.isUnsafe(c)) {
                safe.appendCodePoint(c);
            } else {
                String hex = Integer.toHexString(c);
                safe.append("\\u").append("0000", hex.length(), 4).append(hex);
            }
            i += Character.charCount(c);
        }
        return safe.toString();
    }
}
