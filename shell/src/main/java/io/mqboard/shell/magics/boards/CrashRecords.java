package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.mqboard.shell.command.Context;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The crash log of a board: two files with a JSON object a line; see {@code mqboard-protocol(7)}. */
public final class CrashRecords {
    /** The files, older records first. */
    static final List<String> FILES = List.of("/var/crash.old", "/var/crash.log");

    /** More than a board keeps. */
    private static final int MAX_BYTES = 1 << 16;

    private CrashRecords() {}

    /** All records, oldest first. A line that is none, as a power cut leaves it, is skipped. */
    public static List<JsonObject> read(Context context, Board board) throws MqboardException {
        List<JsonObject> records = new ArrayList<>();
        for (String file : FILES) {
            for (String line : text(context, board, file).split("\n", -1)) {
                JsonObject record = parse(line);
                if (record != null) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    private static String text(Context context, Board board, String file) throws MqboardException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            context.await(board.read(file, (channel, bytes) -> {
                if (content.size() + bytes.length <= MAX_BYTES) {
                    content.writeBytes(bytes);
                }
            }));
        } catch (BoardErrorException e) {
            if (!e.code().equals("not-found")) {
                throw e;
            }
        }
        return content.toString(StandardCharsets.UTF_8);
    }

    private static @org.jspecify.annotations.Nullable JsonObject parse(String line) {
        try {
            return line.isBlank() ? null : JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonSyntaxException | IllegalStateException e) {
            return null;
        }
    }

    /** A member as text; empty if it is missing or null. */
    public static String member(JsonObject record, String name) {
        return record.has(name) && record.get(name).isJsonPrimitive()
                ? record.get(name).getAsString()
                : "";
    }
}
