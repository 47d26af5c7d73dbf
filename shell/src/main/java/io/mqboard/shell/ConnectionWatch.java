package io.mqboard.shell;

import io.mqboard.shell.output.Output;
import io.mqboard.shell.script.ShellContext;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SessionListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells about a connection that is lost while a command runs, and ends the command when the broker stays away: nobody may be there to press
 * Ctrl-C. All on the delivery thread but the end of the patience.
 */
final class ConnectionWatch implements SessionListener {
    private static final long PATIENCE_SECONDS = 60;

    private final ShellContext context;
    private final Output output;
    private final AtomicInteger changes = new AtomicInteger();
    private boolean lost;

    ConnectionWatch(ShellContext context, Output output) {
        this.context = context;
        this.output = output;
    }

    @Override
    public void stateChanged(BrokerSession.State state, @Nullable MqboardException cause) {
        if (state == BrokerSession.State.RECONNECTING && !lost) {
            lost = true;
            String why = cause == null ? "the connection to the broker is lost" : String.valueOf(cause.getMessage());
            output.note("mqboard: " + why + "; connecting again");
            int loss = changes.incrementAndGet();
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> giveUp(loss, why));
        } else if (state == BrokerSession.State.CONNECTED && lost) {
            lost = false;
            changes.incrementAndGet();
            output.note("mqboard: connected again");
        }
    }

    private void giveUp(int loss, String why) {
        if (changes.get() == loss) {
            context.fail(new ConnectionLostException(why + "; it was not back within " + PATIENCE_SECONDS + " s"));
        }
    }
}
