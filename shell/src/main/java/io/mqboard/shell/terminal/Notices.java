package io.mqboard.shell.terminal;

import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SessionListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what happens to the connection and to boards while something else is being done. On the session's delivery thread. */
final class Notices implements SessionListener {
    private final String broker;
    private final Consumer<String> lines;
    private final Runnable promptChanged;
    /** Whether the boards that were there before the shell have all been heard. */
    private volatile boolean news;

    private boolean lost;

    Notices(String broker, Consumer<String> lines, Runnable promptChanged) {
        this.broker = broker;
        this.lines = lines;
        this.promptChanged = promptChanged;
    }

    /** From now on a board not heard of before is news. */
    void allHeard() {
        news = true;
    }

    @Override
    public void stateChanged(BrokerSession.State state, @Nullable MqboardException cause) {
        if (state == BrokerSession.State.RECONNECTING && !lost) {
            lost = true;
            String why = cause == null || cause.getMessage() == null
                    ? "the connection to " + broker + " was lost"
                    : SafeText.line(cause.getMessage());
            lines.accept(why + "; connecting again");
        } else if (state == BrokerSession.State.CONNECTED && lost) {
            lost = false;
            lines.accept("connected to " + broker + " again");
        }
        promptChanged.run();
    }

    @Override
    public void boardChanged(BoardStatus status, @Nullable BoardStatus before) {
        String what = change(status, before);
        if (!what.isEmpty()) {
            lines.accept(SafeText.line(status.address()) + " " + what);
        }
        promptChanged.run();
    }

    private String change(BoardStatus now, @Nullable BoardStatus before) {
        if (before == null) {
            return news && now.online() ? "is online" + boot(now) : "";
        }
        if (!now.online()) {
            return before.online() ? "went offline" + reason(now) : "";
        }
        if (!before.online()) {
            return "is online again" + (before.bootId().equals(now.bootId()) ? "" : boot(now));
        }
        return before.bootId().equals(now.bootId()) ? "" : "was restarted" + boot(now);
    }

    private static String boot(BoardStatus status) {
        return (status.mode().equals("normal") ? "" : " in " + SafeText.line(status.mode()) + " mode") + reason(status);
    }

    private static String reason(BoardStatus status) {
        return status.reason().isEmpty() ? "" : " (" + SafeText.line(status.reason()) + ")";
    }
}
