package io.mqboard.shell.magics.logs;

import io.mqboard.shell.command.Context;
import io.mqboard.shell.logs.LogFiles;
import io.mqboard.shell.logs.LogLine;
import io.mqboard.shell.logs.LogText;
import io.mqboard.shell.logs.LogView;
import io.mqboard.transport.InterruptedCallException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the lines of a view as they come. */
final class FollowLogs {
    private final Context context;
    private final LogText text;
    private final @Nullable LogFiles files;
    private long left;

    FollowLogs(Context context, LogText text, @Nullable LogFiles files, long count) {
        this.context = context;
        this.text = text;
        this.files = files;
        this.left = count;
    }

    /** Until Ctrl-C, or until enough have come. */
    void run(LogView view) throws Exception {
        try (view) {
            // What was kept is there at once, and does not count.
            if (view.filter().since() != null) {
                show(view.take(), Long.MAX_VALUE);
            }
            while (left > 0) {
                context.await(view.arrival());
                show(view.take(), left);
            }
        } catch (InterruptedCallException e) {
            // Ctrl-C is the way to end it; what has come meanwhile is worth to be seen.
            show(view.take(), left);
        }
    }

    private void show(LogView.Batch batch, long most) throws Exception {
        context.logs().store().read();
        List<LogLine> lines = batch.lines();
        if (lines.size() > most) {
            lines = lines.subList(0, (int) most);
        }
        left -= most == Long.MAX_VALUE ? 0 : lines.size();
        if (files != null) {
            files.write(lines);
        }
        if (context.settings().json()) {
            lines.forEach(line -> context.output().json(LogText.json(line)));
            return;
        }
        StringBuilder printed = new StringBuilder();
        if (batch.missed() > 0) {
            printed.append(text.missed(batch.missed())).append('\n');
        }
        lines.forEach(line -> printed.append(text.of(line)).append('\n'));
        context.output().print(printed.toString());
    }
}
