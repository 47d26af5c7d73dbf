package io.mqboard.shell.command;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.Recorder;
import io.mqboard.shell.output.Recorder.Kind;
import io.mqboard.shell.output.Recorder.Piece;
import io.mqboard.shell.output.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several boards have answered to one command: what is identical is shown once, with the boards that said so. */
public final class Answers {
    /** Longer lists of boards are a number. */
    private static final int MAX_LISTED = 8;

    private final Map<List<Piece>, List<String>> boards = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private final boolean json;
    private int count;
    private int code;
    private boolean interrupted;

    /** No answers yet; with JSON nothing is put together, because each object names its board. */
    public Answers(boolean json) {
        this.json = json;
    }

    /** Takes what one board has answered, and why it failed if it did. */
    public void add(String address, Recorder recorder, @Nullable Throwable failure) {
        count++;
        if (failure != null) {
            ErrorText text = ErrorText.of(failure);
            code = text.exitCode();
            interrupted |= code == ExitCode.INTERRUPTED;
            failed.add(SafeText.line(address));
            tell(address, recorder, text);
        }
        boards.computeIfAbsent(recorder.pieces(), key -> new ArrayList<>()).add(SafeText.line(address));
    }

    private void tell(String address, Recorder recorder, ErrorText text) {
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("board", address);
            object.addProperty("ok", false);
            object.addProperty("error", text.message());
            object.addProperty("code", text.exitCode());
            recorder.json(object);
        } else if (!text.toldByTraceback() && text.message() != null) {
            recorder.error(text.message());
        }
    }

    /** Prints all answers, those of most boards first, and throws if boards have failed. */
    public void print(Output output) throws ShellException {
        List<Map.Entry<List<Piece>, List<String>>> groups = new ArrayList<>(boards.entrySet());
        if (!json) {
            groups.sort(Comparator.comparingInt(group -> -group.getValue().size()));
        }
        boolean anyData = groups.stream().anyMatch(group -> has(group.getKey(), Kind.DATA));
        for (Map.Entry<List<Piece>, List<String>> group : groups) {
            if (!json) {
                heading(group.getKey(), group.getValue(), anyData, output);
            }
            Recorder.replay(group.getKey(), output);
            if (!json && !group.getKey().isEmpty()) {
                endLine(group.getKey().get(group.getKey().size() - 1), output);
            }
        }
        if (!failed.isEmpty()) {
            int all = interrupted ? ExitCode.INTERRUPTED : code;
            throw new ShellException(
                    failed.size() == count || interrupted ? all : ExitCode.PARTLY,
                    failed.size() + " of " + count + " boards failed: " + String.join(", ", failed));
        }
    }

    private static void endLine(Piece last, Output output) {
        if (last.kind() == Kind.DATA && !last.text().endsWith("\n")) {
            output.println("");
        }
    }

    private void heading(List<Piece> pieces, List<String> names, boolean anyData, Output output) {
        String who = names.size() == count
                ? "all " + count
                : names.size() > MAX_LISTED ? names.size() + " of " + count + " boards" : String.join(", ", names);
        if (has(pieces, Kind.DATA)) {
            output.println(who + ":");
        } else if (pieces.isEmpty()) {
            if (anyData) {
                output.println(who + ": nothing");
            }
        } else if (!(names.size() == 1 && pieces.get(0).text().contains(names.get(0)))) {
            if (has(pieces, Kind.TRACEBACK) || has(pieces, Kind.ERROR)) {
                output.error(who + ":");
            } else {
                output.note(who + ":");
            }
        }
    }

    private static boolean has(List<Piece> pieces, Kind kind) {
        return pieces.stream().anyMatch(piece -> piece.kind() == kind);
    }
}
