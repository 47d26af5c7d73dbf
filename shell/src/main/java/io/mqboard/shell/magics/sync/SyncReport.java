package io.mqboard.shell.magics.sync;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncPlan;
import io.mqboard.transport.Board;
import java.util.List;

/** Says what a synchronisation would do, or has done. */
final class SyncReport {
    private final Context context;
    private final Board board;

    SyncReport(Context context, Board board) {
        this.context = context;
        this.board = board;
    }

    /** Each file that differs, as data: what was asked for. */
    void list(SyncPlan plan) {
        each("new", plan.missing());
        each("change", plan.changed());
        each("differs", plan.checked());
        each("keep", plan.kept());
        for (String path : plan.deletions()) {
            line("delete", path, -1);
        }
    }

    /** What goes, before somebody is asked; not as data. */
    void deletions(SyncPlan plan) {
        if (!context.settings().json()) {
            plan.deletions().forEach(path -> context.output().note("delete   " + SafeText.line(path)));
        }
    }

    /** What is as it should not be, and stays so. */
    void left(SyncPlan plan) {
        if (!context.settings().json()) {
            plan.checked()
                    .forEach(item ->
                            context.output().note("differs  " + SafeText.line(item.path()) + " (--check-only)"));
            plan.kept()
                    .forEach(item ->
                            context.output().detail("keep     " + SafeText.line(item.path()) + " (--no-update)"));
        }
    }

    private void each(String what, List<SyncItem> items) {
        items.forEach(item -> line(what, item.path(), item.sizeBytes()));
    }

    private void line(String what, String path, long size) {
        Output output = context.output();
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.addProperty("action", what);
            object.addProperty("path", path);
            if (size >= 0) {
                object.addProperty("size", size);
            }
            output.json(object);
        } else {
            output.println(what
                    + " ".repeat(9 - what.length())
                    + SafeText.line(path)
                    + (size < 0 ? "" : "  " + Units.bytes(size)));
        }
    }

    /** The last line: such as {@code 3 sent, 1 deleted, 41 unchanged, 12 KB in 0.4 s}. */
    void summary(SyncCount count, double seconds) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.addProperty("sent", count.sent());
            object.addProperty("deleted", count.deleted());
            object.addProperty("unchanged", count.unchanged());
            object.addProperty("left", count.left());
            object.addProperty("bytes", count.bytes());
            object.addProperty("wire", count.wire());
            object.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
            context.output().json(object);
            return;
        }
        context.output()
                .note(count.sent() + " sent, " + (count.deleted() == 0 ? "" : count.deleted() + " deleted, ")
                        + count.unchanged() + " unchanged, " + (count.left() == 0 ? "" : count.left() + " left, ")
                        + Units.bytes(count.bytes()) + " in " + Units.seconds(seconds));
    }

    /** Such as {@code 1 file}. */
    static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }
}
