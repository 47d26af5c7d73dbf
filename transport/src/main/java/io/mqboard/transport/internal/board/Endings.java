package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.JsonMap;
import java.util.concurrent.Future;

/** Tells callers, on the delivery thread, how their operations have ended, and finds the words for it. Called on the loop. */
final class Endings {
    private final Delivery delivery;
    private final String address;

    Endings(Delivery delivery, String address) {
        this.delivery = delivery;
        this.address = address;
    }

    /** The board has ended a request, and all its output was handed out before. */
    void conclude(Operation operation, JsonMap result) {
        deliver(operation, () -> concludeNow(operation, result));
    }

    /** Hands a task about an operation to its caller. */
    void deliver(Operation operation, Runnable task) {
        Future<?> owner = operation.owner();
        if (owner == null) {
            delivery.execute(task);
        } else {
            delivery.execute(owner, task);
        }
    }

    private void concludeNow(Operation operation, JsonMap result) {
        Exception outputFailure = operation.outputFailure();
        if (outputFailure != null) {
            operation.failed(outputFailure);
            return;
        }
        try {
            MqboardException error = Errors.of(result, address);
            if (error != null) {
                throw error;
            }
            operation.succeeded(result);
        } catch (MqboardException | RuntimeException e) {
            operation.failed(e);
        }
    }

    void fail(Operation operation, Throwable cause) {
        deliver(operation, () -> operation.failed(cause));
    }

    /** Fails what a request carries, unless that has failed already. */
    void fail(Request request, MqboardException cause) {
        if (!request.abandoned()) {
            fail(request.operation, cause);
        }
    }

    // ---- what to fail with

    MqboardException interruptedUnsent() {
        return new InterruptedCallException(address + ": interrupted before it was sent");
    }

    MqboardException interruptedWithoutBroker() {
        return new InterruptedCallException(
                address + ": interrupted; without a broker nobody knows yet whether the board has stopped");
    }

    MqboardException interruptedAndReset() {
        return new InterruptedCallException(address + ": interrupted; the board was reset meanwhile");
    }

    MqboardException reset() {
        return new BoardResetException(address + ": the board was reset while this ran; how far it came is unknown");
    }

    MqboardException forgotten() {
        return new BoardResetException(address + ": the board has forgotten this request; its outcome is unknown");
    }

    /** The cause itself if the request has certainly not run or only looks; else that nobody knows whether it has. */
    static MqboardException unaccepted(Request request, MqboardException cause) {
        boolean mayHaveRun = !request.neverRan() && !request.operation.repeatable();
        return mayHaveRun ? new BoardOfflineException(cause.getMessage() + "; whether this has run is unknown") : cause;
    }

    /** What to fail with when the board has not said anything about a request for too long. */
    static MqboardException silent(Request request, MqboardException cause) {
        boolean unsent = !request.accepted() && cause instanceof BoardOfflineException;
        return unsent ? unaccepted(request, cause) : cause;
    }
}
