package io.mqboard.shell.magics.files.copy;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.Progress;
import io.mqboard.transport.SetProgress;
import java.time.Duration;
import java.time.Instant;

/**
 * One display for all files of a command: how far they are, and at the end how many there were and how fast. Told from the command thread
 * and, while that waits for a call, from the delivery thread.
 */
final class Transfers implements AutoCloseable {
    private final Context context;
    private final Output output;
    private final boolean json;
    private final String verb;
    private final int planned;
    private final boolean verbose;
    private final Instant began;
    private final ProgressFactory.Transfer bar;
    // All below is guarded by this.
    private int moved;
    private int unchanged;
    private long bytes;
    private long resumed;

    /** Transfers under a word for the summary, such as {@code sent}. */
    Transfers(Context context, String verb, int planned, boolean verbose) {
        this.context = context;
        this.output = context.output();
        this.json = context.settings().json();
        this.verb = verb;
        this.planned = planned;
        this.verbose = verbose;
        this.began = context.clock().instant();
        this.bar = context.progress().start(verb);
    }

    /** Shows and counts a set of files that goes to a board. */
    SetProgress set(String address) {
        return new SetProgress() {
            @Override
            public void moved(FileToSend file, int doneFiles, int totalFiles, long doneBytes, long totalBytes) {
                label(file.remotePath(), doneFiles, totalFiles);
                bar.moved(doneBytes, totalBytes, 0);
            }

            @Override
            public void finished(FileToSend file, long sizeBytes, long resumedBytes, boolean sent) {
                done(address, file.remotePath(), sizeBytes, resumedBytes, sent);
            }
        };
    }

    /** Shows one file of several. */
    Progress one(String path, int index, int files, long bytesBefore, long totalBytes) {
        label(path, index, files);
        return (done, total, resumedBytes) ->
                bar.moved(bytesBefore + done, files == 1 && totalBytes < 0 ? total : totalBytes, resumedBytes);
    }

    private void label(String path, int done, int files) {
        String shown = SafeText.line(path);
        bar.label(files == 1 ? shown : "(" + Math.min(done + 1, files) + "/" + files + ") " + shown);
    }

    /** Counts a file that is there; the path is the one on the board. */
    synchronized void done(String address, String path, long sizeBytes, long resumedBytes, boolean wasMoved) {
        if (wasMoved) {
            moved++;
            bytes += sizeBytes;
            resumed += resumedBytes;
        } else {
            unchanged++;
        }
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("board", address);
            object.addProperty("action", wasMoved ? verb : "unchanged");
            object.addProperty("path", path);
            object.addProperty("size", sizeBytes);
            object.addProperty("resumed", resumedBytes);
            output.json(object);
        } else {
            String line = SafeText.line(path) + "  " + (wasMoved ? Units.bytes(sizeBytes) : "unchanged");
            if (verbose) {
                output.note(line);
            } else {
                output.detail(line);
            }
        }
    }

    /** The last line. */
    synchronized void summary() {
        Duration took = Duration.between(began, context.clock().instant());
        double seconds = Math.max(took.toNanos() / 1e9, 0.001);
        StringBuilder text = new StringBuilder(verb).append(' ').append(moved).append(moved == 1 ? " file" : " files");
        if (unchanged > 0) {
            text.append(", ").append(unchanged).append(" unchanged");
        }
        if (moved > 0) {
            text.append(", ").append(Units.bytes(bytes));
        }
        text.append(" in ").append(Units.seconds(seconds));
        if (moved > 0) {
            text.append(" (").append(Units.rate((bytes - resumed) / seconds)).append(')');
        }
        if (resumed > 0) {
            text.append(", ").append(Units.bytes(resumed)).append(" were there already");
        }
        output.note(text.toString());
    }

    /** What to say when not all could be moved. */
    synchronized void broken() {
        if (planned > 1) {
            output.note(verb + " " + moved + " of " + planned + " files"
                    + (unchanged == 0 ? "" : ", " + unchanged + " unchanged"));
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
