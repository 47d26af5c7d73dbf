package io.mqboard.shell.mip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to a package: a {@code package.json}, or what an index says of a package.
 *
 * @param version as it says, may be empty
 * @param hashes path in the package, and the beginning of the SHA-256 of its content
 * @param urls path in the package, and where it is
 * @param deps name of another package, and its version
 */
record Manifest(String version, List<Pair> hashes, List<Pair> urls, List<Pair> deps) {
    private static final int MAX_ENTRIES = 1000;

    /** Two words that belong together. */
    record Pair(String first, String second) {}

    /** Reads one; whatever it is. */
    static Manifest of(byte[] json, String place) throws ShellException {
        try {
            JsonObject object = JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            JsonElement version = object.get("version");
            return new Manifest(
                    version == null ? "" : version.getAsString(),
                    pairs(object, "hashes"),
                    pairs(object, "urls"),
                    pairs(object, "deps"));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new ShellException(ExitCode.FAILED, place + ": this describes no package", e);
        }
    }

    private static List<Pair> pairs(JsonObject object, String name) {
        List<Pair> pairs = new ArrayList<>();
        JsonElement list = object.get(name);
        if (list == null || list.isJsonNull()) {
            return pairs;
        }
        for (JsonElement each : list.getAsJsonArray()) {
            JsonArray pair = each.getAsJsonArray();
            if (pair.size() != 2 || pairs.size() == MAX_ENTRIES) {
                throw new JsonParseException(name);
            }
            pairs.add(new Pair(pair.get(0).getAsString(), pair.get(1).getAsString()));
        }
        return pairs;
    }
}
