package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.JsonGlossary;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.testing.SimImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --json} a program finds an object on every line, with the fields that the table of magics names. */
class JsonIT {
    private static final Path SCRIPT = Path.of("src/test/resources/json.mqs");
    private static final String MARK = "== ";
    /** They only steer a script, or what they do has no result. */
    private static final Set<String> SILENT = Set.of(
            "assert",
            "catch",
            "disconnect",
            "elif",
            "else",
            "end",
            "for",
            "if",
            "include",
            "interrupt",
            "macro",
            "onerror",
            "quit",
            "replay",
            "sleep",
            "try");
    /** They need more than this script has: what was typed, a clipboard. */
    private static final Set<String> WITHOUT_RESULT_HERE = Set.of("history", "paste", "profile");

    private static MosquittoServer broker;
    private static SimBoard board;
    private static Program program;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBoard() {
        broker = MosquittoServer.plain();
        board = Boards.start(broker.port(), "t/one", "PARTITIONS=ota", "SLOT_SIZE=1M");
        program = Program.at(broker.port()).board("t/one");
    }

    @AfterAll
    static void stopBoard() throws IOException {
        board.close();
        broker.close();
    }

    private void writeFiles() throws IOException {
        Files.writeString(folder.resolve("nothing.mqs"), "# nothing\n");
        Files.writeString(folder.resolve("hello.py"), "print('from the file')\n");
        Files.write(folder.resolve("bytes"), new byte[] {0, (byte) 0xff, 27, 10});
        Files.createDirectories(board.flash().resolve("var"));
        Files.writeString(
                board.flash().resolve("var/crash.log"),
                "{\"what\":\"exception\",\"boots\":2,\"up\":3,\"trace\":\"ValueError\"}\n");
        Files.writeString(
                folder.resolve("answers"),
                "server = broker\ntls = no\nport = 1883\nusername =\nprefix = a/b\nwifi =\n");
        Files.writeString(folder.resolve("one.py"), "one = 1\n");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("one.py"), "one = 1\n");
        Path editor = Files.writeString(folder.resolve("editor"), "#!/bin/sh\necho '# edited' >> \"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void everyMagic_printsItsObjects() throws Exception {
        writeFiles();
        Path image = SimImage.make(folder.resolve("image.app-bin"), "version=2.0", "size=50000");
        Program.Ended ended = program.environment(
                        "VISUAL", folder.resolve("editor").toString())
                .run("-J", SCRIPT.toString(), folder.toString(), image.toString());
        Set<String> named = new TreeSet<>();
        Set<String> answered = new TreeSet<>();
        String magic = "";
        for (String line : ended.out().lines().toList()) {
            JsonObject object = object(line);
            String text = object.has("text") && object.size() == 1
                    ? object.get("text").getAsString()
                    : "";
            if (text.startsWith(MARK)) {
                magic = text.substring(MARK.length());
                named.add(magic);
            } else if (matches(magic, object)) {
                answered.add(magic);
            } else {
                fail("%" + magic + " prints " + line + "\n" + ended.err());
            }
        }
        ended.err().lines().forEach(JsonIT::checkWords);
        Set<String> all = new TreeSet<>();
        StandardMagics.table().rows().forEach(row -> all.add(row.name()));
        assertEquals(all, named, ended::toString);
        answered.addAll(SILENT);
        answered.addAll(WITHOUT_RESULT_HERE);
        assertEquals(all, answered, ended::err);
    }

    private static JsonObject object(String line) {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new AssertionError("no object: " + line, e);
        }
    }

    private static boolean matches(String magic, JsonObject object) throws Exception {
        List<List<String>> objects = JsonFields.objects(StandardMagics.table().find(magic));
        return objects.stream().anyMatch(fields -> matches(fields, object));
    }

    private static boolean matches(List<String> fields, JsonObject object) {
        Set<String> left = new TreeSet<>(object.keySet());
        for (String field : fields) {
            String name = field.replace("?", "");
            if (!left.remove(name)) {
                if (!field.endsWith("?") && !field.equals("*")) {
                    return false;
                }
            } else {
                assertTrue(isOfType(name, object.get(name)), name + " of " + object);
            }
        }
        return left.isEmpty() || fields.contains("*");
    }

    private static boolean isOfType(String name, JsonElement value) {
        String types = JsonGlossary.all().get(name).type();
        for (String type : types.replace("?", "").split("\\|", -1)) {
            boolean is = switch (type) {
                case "array" -> value.isJsonArray();
                case "object" -> value.isJsonObject();
                case "string" ->
                    value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
                case "number" ->
                    value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
                case "boolean" ->
                    value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
                default -> throw new AssertionError(name + ": " + types);
            };
            if (is) {
                return true;
            }
        }
        return types.endsWith("?") && value.isJsonNull();
    }

    /** A line of stderr. */
    private static JsonObject checkWords(String line) {
        JsonObject object = object(line);
        Set<String> names = new TreeSet<>(object.keySet());
        if (!names.equals(Set.of("note")) && !names.equals(Set.of("traceback"))) {
            names.removeAll(Set.of("code", "at"));
            assertEquals(Set.of("error"), names, line);
        }
        return object;
    }

    @Test
    void whatGoesWrong_isAnObject_withTheExitCode() {
        failed(2, "no magic is called %nonsense; %lsmagic lists them", "nonsense");
        failed(2, "there is no option --nonsense; mqboard --help lists them", "--nonsense");
        failed(1, "ZeroDivisionError: divide by zero", "eval", "1/0");
        failed(1, "t/one: /none: not found", "cat", ":/none");
        JsonObject placed = failed(1, "t/one: /none: not found", "-c", "1\n%cat :/none");
        assertEquals("-c:2", placed.get("at").getAsString());
        assertEquals(
                "", program.run("-J", "-q", "put", SCRIPT.toString(), ":/x").err());
    }

    /** The last line of stderr. */
    private JsonObject failed(int code, String message, String... words) {
        Program.Ended ended = program.with("-J").run(words);
        assertEquals(code, ended.code(), ended::toString);
        assertFalse(ended.err().isEmpty(), ended::toString);
        List<String> lines = ended.err().lines().toList();
        lines.forEach(JsonIT::checkWords);
        JsonObject last = object(lines.get(lines.size() - 1));
        assertEquals(message, last.get("error").getAsString());
        assertEquals(code, last.get("code").getAsInt());
        return last;
    }
}
