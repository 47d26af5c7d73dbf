package io.mqboard.shell.command;

import com.google.gson.JsonObject;
import io.mqboard.transport.Board;
import java.util.List;

/**
 * The fields of the objects that magics print with {@code --json}: a name means the same wherever it stands. A row of the table of magics
 * names its objects by their fields with blanks between them; behind a field that may be missing stands a question mark, and an asterisk
 * stands for more fields, whose names come from the board. {@link JsonGlossary} says what they mean.
 */
public final class JsonFields {
    /** What may be in any place of data. */
    public static final String TEXT = "text";

    /** What Python on a board brings forth. */
    public static final List<String> PYTHON = List.of("board value", "board output", "board traceback", "board ok");

    /** A line of a log, or what happened between two of them. */
    public static final List<String> LOG =
            List.of("board received level time logger text number", "board received mark");

    /** What a set of files does, and what it would. */
    public static final String SET = "board sent deleted unchanged left bytes wire seconds";

    /** A file of a set that differs. */
    public static final String SET_FILE = "board action path size?";

    private JsonFields() {}

    /** An object about a board. */
    public static JsonObject of(Board board) {
        JsonObject object = new JsonObject();
        object.addProperty("board", board.address());
        return object;
    }

    /** With {@code --json} says what was done to a file or folder of a board; without, its caller does if anybody wants to know. */
    public static void done(Context context, Target target, String action) {
        if (context.settings().json()) {
            context.output().json(done(target, action));
        }
    }

    /** What was done to a file or folder of a board. */
    public static JsonObject done(Target target, String action) {
        JsonObject object = of(target.board());
        object.addProperty("action", action);
        object.addProperty("path", target.path());
        return object;
    }

    /** The objects of a magic, each as the list of its fields with their question marks. */
    public static List<List<String>> objects(Magic magic) {
        return magic.json().stream().map(object -> List.of(object.split(" "))).toList();
    }
}
