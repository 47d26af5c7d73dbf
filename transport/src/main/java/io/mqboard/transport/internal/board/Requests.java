package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.JsonMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a session: those that the board has or should have, and what becomes of them and of the operations that wait for their turn. The
 * board takes requests only in the order of their numbers, so they are sent, and sent again, in order. Lives on the loop.
 */
final class Requests {
    /** Requests that a board keeps for one session. */
    private static final int MAX_REQUESTS = 4;

    private final Context context;
    private final Session2 session;
    private final Attachment attachment;
    private final Outbox outbox;
    private final Endings endings;

    private final Waiting waiting;
    private final Map<Integer, Request> active = new LinkedHashMap<>();
    private int lastRid;

    Requests(Context context, Session2 session, Attachment attachment, Outbox outbox, Endings endings) {
        this.context = context;
        this.session = session;
        this.attachment = attachment;
        this.outbox = outbox;
        this.endings = endings;
        waiting = new Waiting(context, this::pump);
    }

    /** The request that the board is to have under this number, or null. */
    @Nullable
    Request get(int rid) {
        return active.get(rid);
    }

    /** Whether this number was given out in this session. */
    boolean wasUsed(int rid) {
        return rid > 0 && rid <= lastRid;
    }

    /** A copy, because what is done with them may end some. */
    List<Request> all() {
        return new ArrayList<>(active.values());
    }

    // ---- sending

    void submit(Operation operation) {
        waiting.add(operation);
        pump();
    }

    /** Sends what may be sent; asks for a session first if there is none. */
    void pump() {
        if (waiting.isEmpty() || !outbox.connected()) {
            return;
        }
        if (!attachment.open()) {
            session.hello();
            return;
        }
        Operation operation;
        while (live() < MAX_REQUESTS && (operation = waiting.poll()) != null) {
            start(operation);
        }
    }

    private int live() {
        int count = 0;
        for (Request request : active.values()) {
            count += request.abandoned() ? 0 : 1;
        }
        return count;
    }

    private void start(Operation operation) {
        useUpAbandoned();
        Request request = new Request(session, this, operation, ++lastRid, attachment.chunkBytes());
        active.put(request.rid, request);
        send(request);
    }

    /** The board takes numbers only in order: those of requests that never reached it must be used up before the next. */
    private void useUpAbandoned() {
        for (Request request : active.values()) {
            if (request.abandoned() && !request.accepted()) {
                sendInterrupt(request);
            }
        }
    }

    private void sendInterrupt(Request request) {
        outbox.send(Frame.bare(FrameType.INTERRUPT, attachment.number(), request.rid, 0));
    }

    private void send(Request request) {
        try {
            Frame frame = request.frame();
            outbox.sendRequest(frame, live() + outbox.finsWaiting() <= MAX_REQUESTS);
            request.sent();
            session.wakeAt(session.now() + session.pace().firstRepeatMillis());
        } catch (LocalFileException e) {
            abandon(request, e);
        }
    }

    /** Sends all requests again, in order, of which the board has not said anything: it takes them only in order. */
    void repeat() {
        for (Request request : all()) {
            if (!request.accepted()) {
                if (request.interrupting()) {
                    sendInterrupt(request);
                } else {
                    send(request);
                }
            }
        }
    }

    /** The link or the board is back: what was under way is lost. */
    void reconnected() {
        active.values().forEach(Request::reconnected);
    }

    // ---- output

    /** Hands output to the caller; when he has taken a part of it, the board may send more. */
    void deliver(Request request, OutputListener.Channel channel, byte[] bytes) {
        endings.deliver(request.operation, () -> {
            try {
                request.operation.take(channel, bytes);
            } catch (MqboardException | RuntimeException e) {
                context.loop().execute(() -> abandon(request, e));
            }
            if (request.consumed(bytes.length)) {
                context.loop().execute(() -> acknowledge(request));
            }
        });
    }

    private void acknowledge(Request request) {
        if (active.get(request.rid) == request && request.outputDue()) {
            request.acknowledge();
        }
    }

    // ---- ends that the board tells

    /** A request and all its output are here. */
    void ended(Request request, Frame end) {
        active.remove(request.rid);
        finish(request.rid, end.offset());
        if (!request.abandoned()) {
            JsonMap result = Request.result(end);
            boolean busy = result.text("error", "").equals("busy") && !request.interrupting();
            if (!busy || !tryAgain(request.operation)) {
                endings.conclude(request.operation, result);
            }
        }
        pump();
    }

    /** The board may forget the request; the next REQUEST, or a little time, will tell it. */
    void finish(int rid, long offset) {
        session.wakeAt(outbox.addFin(rid, offset));
    }

    /** A board that is busy has not begun. Perhaps it has not heard of the ends of earlier requests: it is told again. */
    private boolean tryAgain(Operation operation) {
        if (!waiting.rest(operation)) {
            return false;
        }
        outbox.repeatFins();
        return true;
    }

    /** The board remembers that there was such a request, but not how it ended. */
    void forgotten(Request request) {
        active.remove(request.rid);
        endings.fail(request, endings.forgotten());
        pump();
    }

    // ---- ends that this side makes

    /** Stops an operation wherever it is. */
    void interrupt(Operation operation) {
        if (waiting.remove(operation)) {
            endings.fail(operation, endings.interruptedUnsent());
            return;
        }
        Request request = find(operation);
        if (request == null) {
            return;
        }
        if (outbox.connected()) {
            request.interrupt();
        } else {
            abandon(request, endings.interruptedWithoutBroker());
        }
    }

    private @Nullable Request find(Operation operation) {
        for (Request request : active.values()) {
            if (request.operation == operation) {
                return request;
            }
        }
        return null;
    }

    /** Fails a request on this side and has the board stop it. */
    void abandon(Request request, Throwable cause) {
        if (active.get(request.rid) == request && !request.abandoned()) {
            request.abandon();
            endings.fail(request.operation, cause);
            pump();
        }
    }

    /** The board has not said anything about a request for too long. */
    void silent(Request request) {
        if (!request.abandoned()) {
            abandon(request, Endings.silent(request, session.silence()));
            // Later requests begin with a question whether the board is there at all.
            session.hello();
        } else if (request.accepted()) {
            active.remove(request.rid);
        }
    }

    /** Nothing that the board has not accepted yet will be sent. */
    void failUnaccepted(MqboardException cause) {
        failWaiting(cause);
        for (Request request : all()) {
            if (!request.accepted() && !request.abandoned()) {
                abandon(request, Endings.unaccepted(request, cause));
            }
        }
    }

    void failEverything(MqboardException cause) {
        failWaiting(cause);
        List<Request> all = all();
        active.clear();
        all.forEach(request -> endings.fail(request, cause));
    }

    /** Nothing that was not sent yet will be. */
    void failWaiting(MqboardException cause) {
        for (Operation operation : waiting.removeAll()) {
            endings.fail(operation, cause);
        }
    }

    /** The board does not know the requests of before: those that may run again do, the others have an unknown outcome. */
    void startOver() {
        List<Request> before = all();
        active.clear();
        outbox.forgetFins();
        lastRid = 0;
        for (int i = before.size() - 1; i >= 0; i--) {
            Request request = before.get(i);
            if (!request.abandoned()) {
                startOver(request);
            }
        }
    }

    private void startOver(Request request) {
        Operation operation = request.operation;
        if (request.interrupting()) {
            endings.fail(request, endings.interruptedAndReset());
        } else if (request.neverRan() || operation.repeatable()) {
            context.delivery().execute(operation::restarted);
            waiting.addFirst(operation);
        } else {
            endings.fail(request, endings.reset());
        }
    }
}
