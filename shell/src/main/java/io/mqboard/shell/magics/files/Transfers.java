package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Call;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Progress;
import java.time.Duration;
import java.time.Instant;

/** Moves files one after the other, shows how far each is and says at the end how many there were and how fast. */
final class Transfers {
    /** Begins a transfer. */
    interface Start {
        Call<Void> start(Progress progress);
    }

    private final Context context;
    private final String verb;
    private final Instant began;
    private int files;
    private long bytes;
    private long resumed;

    /** Transfers under a word for the summary, such as {@code sent}. */
    Transfers(Context context, String verb) {
        this.context = context;
        this.verb = verb;
        this.began = context.clock().instant();
    }

    /** Moves one file and waits for it. The path is the one on the board, not escaped. */
    void move(String address, String path, long size, Start start) throws MqboardException {
        String shown = SafeText.line(path);
        Counter counter;
        try (ProgressFactory.Transfer bar = context.progress().start(shown)) {
            counter = new Counter(bar);
            context.await(start.start(counter));
        }
        long moved = size >= 0 ? size : counter.total;
        files++;
        bytes += moved;
        resumed += counter.skipped;
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", address);
            object.addProperty(verb, path);
            object.addProperty("size", moved);
            object.addProperty("resumed", counter.skipped);
            context.output().json(object);
        } else {
            context.output().detail(shown + "  " + Units.bytes(moved));
        }
    }

    /** The last line. */
    void summary() {
        Duration took = Duration.between(began, context.clock().instant());
        double seconds = Math.max(took.toNanos() / 1e9, 0.001);
        String text = verb + " " + files + (files == 1 ? " file, " : " files, ") + Units.bytes(bytes) + " in "
                + Units.seconds(seconds) + " (" + Units.rate((bytes - resumed) / seconds) + ")";
        context.output().note(resumed == 0 ? text : text + ", " + Units.bytes(resumed) + " were there already");
    }

    /** What to say when not all could be moved. */
    void broken(int planned) {
        if (planned > 1) {
            context.output().note(verb + " " + files + " of " + planned + " files");
        }
    }

    /** Written by the delivery thread before the call ends, read afterwards. */
    private static final class Counter implements Progress {
        private final Progress next;
        private volatile long total;
        private volatile long skipped;

        Counter(Progress next) {
            this.next = next;
        }

        @Override
        public void moved(long doneBytes, long totalBytes, long resumedBytes) {
            total = Math.max(totalBytes, doneBytes);
            skipped = resumedBytes;
            next.moved(doneBytes, totalBytes, resumedBytes);
        }
    }
}
