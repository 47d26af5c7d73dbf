package io.mqboard.transport.internal.board;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.JsonMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a command wants of the request that carries it. It outlives a request: when the board has lost the session, a repeatable one gets
 * another request.
 */
public abstract class Operation {
    private @Nullable Exception outputFailure;
    private int busy;

    /** Whose output and end these are, if whoever waits for it may take them himself; null for what only the delivery thread is to do. */
    @Nullable
    Future<?> owner() {
        return null;
    }

    /** The head of the next request: command and arguments. On the loop. */
    abstract byte[] head();

    /** The input, from its beginning for each request, or null. On the loop. */
    @Nullable
    Source input() {
        return null;
    }

    /** How far the board may send ahead of {@link #output}; other than the default only if the head says it, too. */
    int windowBytes() {
        return OutputReceiver.DEFAULT_WINDOW_BYTES;
    }

    /** Whether running it twice is as good as once, so that it may be sent again after the board was reset. */
    boolean repeatable() {
        return false;
    }

    /** So many bytes of the input have arrived, some of them in an earlier try. On the loop. */
    void inputMoved(long acknowledgedBytes, long resumedBytes) {}

    /** So many bytes more have come and are on their way to {@link #output}. On the loop. */
    void outputReceived(int bytes) {}

    /** It begins again with a new request; a repeatable one that does not ask for a rest only forgets its output. On the delivery thread. */
    void restarted() {}

    /** Some output, in order, each byte once. On the delivery thread; may block. An exception ends the request. */
    void output(OutputListener.Channel channel, byte[] bytes) throws MqboardException {}

    /** The board has done it, and all output was delivered. On the delivery thread. Throws what the call shall fail with. */
    abstract void succeeded(JsonMap end) throws MqboardException;

    /** It has failed; told once, and nothing after it. On the delivery thread. */
    abstract void failed(Throwable cause);

    // ---- for the session, on the loop

    /** The board was too busy for it, once more. Returns how often in all. */
    final int countBusy() {
        return ++busy;
    }

    // ---- for the session, on the delivery thread

    /** Takes output unless an earlier piece has failed. */
    final void take(OutputListener.Channel channel, byte[] bytes) throws MqboardException {
        if (outputFailure == null) {
            try {
                output(channel, bytes);
            } catch (MqboardException | RuntimeException e) {
                outputFailure = e;
                throw e;
            }
        }
    }

    /** What {@link #output} has failed with, or null: then the operation has failed, whatever the board says at the end. */
    final @Nullable Exception outputFailure() {
        return outputFailure;
    }
}
