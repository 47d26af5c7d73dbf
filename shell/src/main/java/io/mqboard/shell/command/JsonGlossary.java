package io.mqboard.shell.command;

import java.util.Map;
import java.util.TreeMap;

/** What the fields of {@link JsonFields} mean; apart from them, because only tests and manuals ask. */
public final class JsonGlossary {
    /**
     * A field.
     *
     * @param type of JSON, of several with a bar between them; with a question mark it may be null
     * @param meaning a few words
     */
    public record Field(String type, String meaning) {}

    private static final Map<String, Field> ALL = new TreeMap<>();

    static {
        describe("string", "board", "address of the board");
        describe("string", "path", "absolute path on the board");
        describe("string", "to", "the other path: where it went, or is compared with");
        describe("string", "from", "what is compared; where a setting comes from");
        describe("string", "folder", "a folder: absolute path");
        describe("string", "name", "name of a file, of Python or of a line");
        describe("string", "type", "file or folder; of Python, the name of the type");
        describe("string", "action", "what was done, or would be");
        describe("string", "text", "text as a person would see it");
        describe("string", "base64", "content that is no UTF-8, as Base64");
        describe("string", "sha256", "SHA-256, hexadecimal");
        describe("string|number?", "value", "value as Python writes it; of %plot a number");
        describe("string", "output", "what code has printed, in pieces");
        describe("string", "traceback", "the exception of the board's code");
        describe("string", "error", "what went wrong");
        describe("string", "mode", "normal, trial, safe or empty");
        describe("string", "why", "why it is in that mode; may be empty");
        describe("string", "reason", "why the board booted last");
        describe("string", "version", "version of the framework; empty if not told");
        describe("string", "connection", "state of the connection to the broker");
        describe("string", "server", "the broker");
        describe("string?", "level", "level of a log line; null if it tells none");
        describe("string?", "logger", "name of the logger");
        describe("string?", "received", "when the line came, UTC, ISO 8601");
        describe("string?", "seen", "when the board was last heard, UTC, ISO 8601");
        describe("string?", "time", "when: of a log line by the board's clock, else UTC, ISO 8601");
        describe("string", "mark", "what happened between the lines: a gap, a reset");
        describe("string?", "rssi", "signal strength");
        describe("string?", "warning", "the last log line of level warning or worse");
        describe("string", "subject", "broker or board");
        describe("string", "grade", "ok, note or wrong");
        describe("string", "what", "what was measured, or has happened");
        describe("string?", "advice", "what to change");
        describe("string", "diff", "the differences, as patch reads them");
        describe("string", "only", "a file that only one side has");
        describe("string", "line", "what the name stands for");
        describe("string?", "profile", "name of the profile");
        describe("string", "file", "a local file");
        describe("string", "magic", "name of the magic, without the percent sign");
        describe("string", "usage", "how it is written");
        describe("string", "summary", "what it does");
        describe("string", "image", "version of the firmware image");
        describe("string", "state", "state of that image, such as valid");
        describe("string", "package", "name of a package");
        describe("number", "files", "how many files");
        describe("string", "setting", "name of the setting");
        describe("string", "default", "its value where nothing is said; may be empty");
        describe("string", "meaning", "what it is for");
        describe("string", "allowed", "what it may be");
        describe("string", "slot", "name of the partition");
        describe("string", "trace", "traceback of a crash");
        describe("array", "json", "the objects it prints, as fields");
        describe("object", "running", "slot that runs: slot, version, state, image and room in bytes");
        describe("object?", "next", "slot that comes next, likewise");
        describe("boolean", "rollback", "whether the board can go back");
        describe("boolean", "online", "whether the board is connected");
        describe("boolean", "ok", "true when code has ended well, false when a board failed");
        describe("boolean", "differ", "true");
        describe("boolean", "changed", "whether the file was written");
        describe("boolean", "confirmed", "true");
        describe("boolean", "selected", "whether this one is in use");
        describe("number", "used", "bytes in use");
        describe("number", "code", "what the program ends with for it");
        describe("number?", "size", "bytes; of Python the length, or null");
        describe("number", "resumed", "bytes that were there from an attempt before");
        describe("number", "modified", "seconds since 1970; -1 if not told");
        describe("number", "total", "bytes of the file system");
        describe("number?", "free", "bytes that are free; -1 or null if not told");
        describe("number", "allocated", "bytes of the heap in use");
        describe("number", "largest", "the largest block");
        describe("number", "systemFree", "the same of an ESP32's own heap");
        describe("number", "systemLargest", "the same of an ESP32's own heap");
        describe("number", "systemLeast", "the least that was ever free there");
        describe("number", "boots", "how often the board has booted");
        describe("number?", "number", "number of the log line or entry");
        describe("string", "sessionSince", "when the session was opened");
        describe("string?", "connectedSince", "since when it is connected");
        describe("number", "reconnects", "how often the connection came back");
        describe("number", "messagesSent", "MQTT messages");
        describe("number", "bytesSent", "their topics and payloads");
        describe("number", "messagesReceived", "MQTT messages");
        describe("number", "bytesReceived", "their topics and payloads");
        describe("number", "requests", "requests to boards");
        describe("number", "repeats", "requests that were sent again");
        describe("number?", "roundTripMillis", "the way to the board and back");
        describe("number", "micros", "microseconds by the board's clock");
        describe("number", "meanMicros", "mean time of a loop");
        describe("number", "deviationMicros", "standard deviation of it");
        describe("number", "bestMicros", "the shortest");
        describe("number", "loops", "loops in a run");
        describe("number", "runs", "runs");
        describe("number", "chip", "chip of the firmware, as images number it");
        describe("number", "sent", "files or blocks that were sent");
        describe("number", "copied", "blocks that the board had elsewhere");
        describe("number", "kept", "blocks that were there already");
        describe("number", "deleted", "files that were deleted");
        describe("number", "unchanged", "files that were there already");
        describe("number", "left", "files that differ and were left so");
        describe("number", "bytes", "bytes of content");
        describe("number", "wire", "bytes as they were sent");
        describe("number", "seconds", "how long it took");
        describe("number", "rolledBack", "files that were taken back");
    }

    private JsonGlossary() {}

    private static void describe(String type, String name, String meaning) {
        ALL.put(name, new Field(type, meaning));
    }

    /** All fields by name. */
    public static Map<String, Field> all() {
        return ALL;
    }
}
