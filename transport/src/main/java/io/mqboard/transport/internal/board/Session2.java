package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Bundle;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import io.mqboard.transport.internal.wire.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of protocol 2 with one board: hello, requests in order, acknowledgements of their ends, and what becomes of them when the board
 * has lost the session. Lives on the loop; needs no lock.
 */
final class Session2 {
    /** Who the session belongs to. */
    interface Owner {
        /** The board has answered HELLO; the record is its presence record. */
        void welcomed(JsonMap record);

        /** The board has not answered in time: how to say that. */
        MqboardException silence();
    }

    private enum State {
        IDLE,
        HELLO,
        OPEN
    }

    /** Requests that a board keeps for one session. */
    private static final int MAX_REQUESTS = 4;

    private static final int MAX_BUSY = 5;
    private static final long BUSY_MILLIS = 150;
    private static final long FIRST_REPEAT_MILLIS = 500;
    private static final long MAX_REPEAT_MILLIS = 5000;
    /** A board that says nothing about an abandoned request is left alone after this. */
    private static final long ABANDONED_MILLIS = 30_000;
    /** Room in the link that streams leave to everything else. */
    private static final int LINK_RESERVE = 4;

    private final Context context;
    private final Owner owner;
    private final String address;
    private final String topicIn;

    private final Deque<Operation> queue = new ArrayDeque<>();
    private final Map<Integer, Request> active = new LinkedHashMap<>();
    /** Operations that the board was too busy for a moment ago. */
    private final Set<Operation> resting = new LinkedHashSet<>();

    private final Fins fins = new Fins();
    private final Hello hello;
    private final Alarm alarm;

    private State state = State.IDLE;
    private int number;
    private String boot = "";
    private int lastRid;
    private int chunkBytes = 4096;
    private boolean bundles;
    private boolean interruptAll;
    private boolean waitingForRoom;
    private @Nullable MqboardException helloError;

    private double smoothedRttMillis;

    Session2(Context context, String address, Owner owner) {
        this.context = context;
        this.address = address;
        this.owner = owner;
        topicIn = Topics.in(address, context.client());
        hello = new Hello(context.replyTimeoutMillis(), this::send);
        alarm = new Alarm(context.loop(), this::onTime);
    }

    // ---- what the board's owner asks for

    /** Sends a request as soon as session and board allow; requests start in the order of these calls. */
    void submit(Operation operation) {
        queue.add(operation);
        pump();
    }

    /** Stops an operation wherever it is. */
    void interrupt(Operation operation) {
        if (queue.remove(operation) || resting.remove(operation)) {
            fail(operation, new InterruptedCallException(address + ": interrupted before it was sent"));
            return;
        }
        Request request = find(operation);
        if (request == null) {
            return;
        }
        if (context.link().connected()) {
            request.interrupt();
        } else {
            abandon(
                    request,
                    new InterruptedCallException(address
                            + ": interrupted; without a broker nobody knows yet whether the board has stopped"));
        }
    }

    /** Stops whatever code runs on the board. */
    void interruptAll() {
        if (state == State.OPEN && context.link().connected()) {
            send(Frame.bare(FrameType.INTERRUPT, number, 0, 0));
        } else {
            interruptAll = true;
            hello();
        }
    }

    /** Opens the session, or finds out whether the board still knows it. */
    void hello() {
        if (state != State.HELLO) {
            beginHello();
        }
    }

    /** Opens the session; asks at once even if the next question was not due yet. */
    void helloNow() {
        if (state == State.HELLO) {
            helloAgain();
        } else {
            beginHello();
        }
    }

    private void beginHello() {
        state = State.HELLO;
        helloError = null;
        hello.begin(now());
        wakeAt(hello.nextAt());
    }

    /** HELLO once more, without waiting for its time. */
    void helloAgain() {
        if (state == State.HELLO) {
            hello.send(now());
        }
    }

    /** The board says that it lives its {@code boot}-th life, so a session of another one is gone. */
    void bootSeen(String seen) {
        if (state == State.OPEN && !seen.isEmpty() && !seen.equals(boot)) {
            hello();
        }
    }

    /** The board is back after it was offline: ask at once. */
    void boardBack() {
        active.values().forEach(Request::reconnected);
        helloAgain();
        wakeAt(now());
    }

    /** Nothing that the board has not accepted yet will be sent. */
    void failUnaccepted(MqboardException cause) {
        failQueue(cause);
        for (Request request : new ArrayList<>(active.values())) {
            if (!request.accepted() && !request.abandoned()) {
                abandon(request, mayHaveRun(request) ? outcomeUnknown(cause) : cause);
            }
        }
    }

    /** Whether it was sent, and is something that does more than look. */
    private static boolean mayHaveRun(Request request) {
        return !request.neverRan() && !request.operation.repeatable();
    }

    private static MqboardException outcomeUnknown(MqboardException cause) {
        return new BoardOfflineException(cause.getMessage() + "; whether this has run is unknown");
    }

    void failEverything(MqboardException cause) {
        failQueue(cause);
        List<Request> all = new ArrayList<>(active.values());
        active.clear();
        all.forEach(request -> failRequest(request, cause));
    }

    private void failQueue(MqboardException cause) {
        queue.addAll(resting);
        resting.clear();
        Operation operation;
        while ((operation = queue.poll()) != null) {
            fail(operation, cause);
        }
    }

    /** Says goodbye, so that the board need not remember the session. */
    void bye() {
        if (state == State.OPEN && context.link().connected()) {
            send(Frame.bare(FrameType.BYE, number, 0, 0));
        }
        state = State.IDLE;
    }

    void connected() {
        long now = now();
        if (state == State.HELLO) {
            hello.restart(now);
            wakeAt(hello.nextAt());
        }
        active.values().forEach(Request::reconnected);
        if (!active.isEmpty()) {
            wakeAt(now);
        }
        pump();
    }

    // ---- what requests ask for

    long now() {
        return context.loop().nowMillis();
    }

    /** Whether the board is known to have this session, so that repeating something makes sense. */
    boolean open() {
        return state == State.OPEN;
    }

    int number() {
        return number;
    }

    long timeoutMillis(boolean abandoned) {
        return abandoned ? ABANDONED_MILLIS : context.replyTimeoutMillis();
    }

    /** Repeats grow no further apart: a few must fit into the time after which a board counts as gone. */
    long lastRepeatMillis() {
        return Math.min(MAX_REPEAT_MILLIS, Math.max(100, context.replyTimeoutMillis() / 5));
    }

    long firstRepeatMillis() {
        return Math.min(lastRepeatMillis(), Math.max(FIRST_REPEAT_MILLIS, (long) (4 * smoothedRttMillis)));
    }

    /** A round trip was measured. */
    void measured(long millis) {
        smoothedRttMillis += (millis - smoothedRttMillis) / 8;
    }

    /** Sends a frame; if it gets lost on the way, or has no room, it will be asked for again. */
    void send(Frame frame) {
        if (context.link().connected()) {
            Object unused =
                    context.link().publish(topicIn, frame.encode(), 0, false).whenComplete((ok, e) -> sent());
        }
    }

    private void sent() {
        if (waitingForRoom && mayStream()) {
            waitingForRoom = false;
            new ArrayList<>(active.values()).forEach(Request::pumpInput);
        }
    }

    /** Whether a stream may send another chunk now; if not, streams are called again when the link has room. */
    boolean mayStream() {
        boolean room = context.link().room() > LINK_RESERVE;
        waitingForRoom |= !room;
        return room;
    }

    /** Sends all requests again, in order, of which the board has not said anything: it takes them only in order. */
    void repeatRequests() {
        for (Request request : new ArrayList<>(active.values())) {
            if (!request.accepted()) {
                if (request.interrupting()) {
                    send(Frame.bare(FrameType.INTERRUPT, number, request.rid, 0));
                } else {
                    sendRequest(request);
                }
            }
        }
    }

    /** Hands output to the caller; when he has taken a part of it, the board may send more. */
    void deliver(Request request, OutputListener.Channel channel, byte[] bytes) {
        context.delivery().execute(() -> {
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

    /** The board has not said anything about a request for too long. */
    void silent(Request request) {
        if (!request.abandoned()) {
            abandon(request, owner.silence());
            // Later requests begin with a question whether the board is there at all.
            hello();
        } else if (request.accepted()) {
            active.remove(request.rid);
        }
    }

    /** Fails a request on this side and has the board stop it. */
    void abandon(Request request, Throwable cause) {
        if (active.get(request.rid) == request && !request.abandoned()) {
            request.abandon();
            context.delivery().execute(() -> request.operation.failed(cause));
            pump();
        }
    }

    /** A request and all its output are here. */
    void ended(Request request, Frame end) {
        active.remove(request.rid);
        finish(request.rid, end.offset());
        if (!request.abandoned()) {
            JsonMap result = Request.result(end);
            boolean busy = result.text("error", "").equals("busy") && !request.interrupting();
            if (!busy || !tryAgain(request.operation)) {
                context.delivery().execute(() -> conclude(request.operation, result));
            }
        }
        pump();
    }

    /** A board that is busy has not begun. Perhaps it has not heard of the ends of earlier requests: it is told again. */
    private boolean tryAgain(Operation operation) {
        int tries = operation.countBusy();
        if (tries > MAX_BUSY) {
            return false;
        }
        fins.again();
        resting.add(operation);
        context.loop().schedule(Duration.ofMillis((tries - 1) * BUSY_MILLIS), () -> {
            if (resting.remove(operation)) {
                queue.addFirst(operation);
                pump();
            }
        });
        return true;
    }

    private void conclude(Operation operation, JsonMap result) {
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

    /** The board may forget the request; the next REQUEST, or a little time, will tell it. */
    private void finish(int rid, long offset) {
        wakeAt(fins.add(number, rid, offset, now()));
    }

    // ---- sending requests

    private void pump() {
        if (queue.isEmpty() || !context.link().connected()) {
            return;
        }
        if (state != State.OPEN) {
            hello();
            return;
        }
        while (!queue.isEmpty() && live() < MAX_REQUESTS) {
            start(queue.remove());
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
        Request request = new Request(this, operation, ++lastRid, chunkBytes);
        active.put(request.rid, request);
        sendRequest(request);
    }

    /** The board takes numbers only in order: those of requests that never reached it must be used up before the next. */
    private void useUpAbandoned() {
        for (Request request : active.values()) {
            if (request.abandoned() && !request.accepted()) {
                send(Frame.bare(FrameType.INTERRUPT, number, request.rid, 0));
            }
        }
    }

    private void sendRequest(Request request) {
        try {
            Frame frame = request.frame();
            if (live() + fins.waiting() > MAX_REQUESTS || !bundle(frame)) {
                sendFins();
                send(frame);
            }
            request.sent();
            wakeAt(now() + firstRepeatMillis());
        } catch (LocalFileException e) {
            abandon(request, e);
        }
    }

    /** Sends a REQUEST in one message with the FINs that wait, if it may. */
    private boolean bundle(Frame frame) {
        int bytes = fins.bundleBytes() + Bundle.OVERHEAD_BYTES + frame.body().length;
        if (!bundles || fins.waiting() == 0 || bytes > 2 + chunkBytes + 512) {
            return false;
        }
        List<Frame> frames = new ArrayList<>(fins.take());
        frames.add(frame);
        send(Bundle.of(number, frames));
        return true;
    }

    private void sendFins() {
        fins.take().forEach(this::send);
    }

    // ---- hello

    private void helloTime(long now) {
        if (hello.expired(now)) {
            state = State.IDLE;
            failQueue(helloError != null ? helloError : owner.silence());
        } else {
            hello.repeat(now);
        }
    }

    private void onWelcome(Frame frame) {
        JsonMap record = Json.parseObject(frame.body());
        if (state != State.HELLO || record == null || !hello.answeredBy(frame)) {
            return;
        }
        state = State.OPEN;
        boolean same = frame.session() == number;
        number = frame.session();
        boot = record.text("boot", "");
        chunkBytes = (int) Math.max(256, Math.min(65536, record.number("chunk", 4096)));
        bundles = record.texts("caps").contains("bundle");
        if (same) {
            boardBack();
        } else {
            startOver();
        }
        owner.welcomed(record);
        if (interruptAll) {
            interruptAll = false;
            interruptAll();
        }
        pump();
    }

    /** The board does not know the requests of before: those that may run again do, the others have an unknown outcome. */
    private void startOver() {
        List<Request> before = new ArrayList<>(active.values());
        active.clear();
        fins.clear();
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
            failRequest(
                    request, new InterruptedCallException(address + ": interrupted; the board was reset meanwhile"));
        } else if (request.neverRan() || operation.repeatable()) {
            context.delivery().execute(operation::restarted);
            queue.addFirst(operation);
        } else {
            failRequest(
                    request,
                    new BoardResetException(
                            address + ": the board was reset while this ran; how far it came is unknown"));
        }
    }

    // ---- frames from the board

    void onMessage(byte[] payload) {
        Frame frame = Frame.decode(payload);
        if (frame == null) {
            return;
        }
        if (frame.type() == FrameType.BUNDLE) {
            for (Frame inner : Bundle.frames(frame.body())) {
                onFrame(inner);
            }
        } else {
            onFrame(frame);
        }
    }

    private void onFrame(Frame frame) {
        switch (frame.type()) {
            case WELCOME -> onWelcome(frame);
            case ERROR -> onError(frame);
            case ACK, DATA, END -> {
                if (frame.session() == number && number != 0) {
                    onRequestFrame(frame);
                }
            }
            default -> {}
        }
    }

    private void onRequestFrame(Frame frame) {
        Request request = active.get(frame.request());
        if (request != null) {
            request.onFrame(frame);
        } else if (frame.type() == FrameType.END && frame.request() > 0 && frame.request() <= lastRid) {
            finish(frame.request(), frame.offset());
        }
    }

    private void onError(Frame frame) {
        JsonMap body = Json.parseObject(frame.body());
        String error = body == null ? "" : body.text("error", "");
        String text = body == null ? "" : Errors.oneLine(body.text("text", ""));
        Request request = active.get(frame.request());
        if (error.equals("session") && frame.session() == number && number != 0) {
            if (request != null) {
                request.refused();
            }
            hello();
        } else if (error.equals("request") && frame.session() == number && request != null) {
            onUnknownRequest(request, text);
        } else if (state == State.HELLO && (error.equals("busy") || error.equals("version"))) {
            helloError = new BoardErrorException(
                    error.equals("busy") ? "busy" : "unsupported",
                    address + ": " + (text.isEmpty() ? "the board takes no more sessions" : text));
        }
    }

    private void onUnknownRequest(Request request, String text) {
        if (text.equals("forgotten")) {
            active.remove(request.rid);
            failRequest(
                    request,
                    new BoardResetException(
                            address + ": the board has forgotten this request; its outcome is unknown"));
            pump();
        } else {
            request.unknown();
            repeatRequests();
        }
    }

    // ---- time

    /** Makes sure that {@link #onTime} runs at this time or before. */
    void wakeAt(long at) {
        alarm.ringBy(at);
    }

    private void onTime() {
        if (!context.link().connected()) {
            // The clock of time-outs stands still; connected() starts it again.
            return;
        }
        long now = now();
        if (now >= fins.dueAt()) {
            sendFins();
        }
        if (state == State.HELLO) {
            helloTime(now);
        }
        long next = fins.dueAt();
        for (Request request : new ArrayList<>(active.values())) {
            next = Math.min(next, request.onTime(now));
        }
        if (state == State.HELLO) {
            next = Math.min(next, hello.nextAt());
        }
        if (next != Alarm.NEVER) {
            wakeAt(next);
        }
    }

    // ---- endings

    private @Nullable Request find(Operation operation) {
        for (Request request : active.values()) {
            if (request.operation == operation) {
                return request;
            }
        }
        return null;
    }

    private void failRequest(Request request, MqboardException cause) {
        if (!request.abandoned()) {
            fail(request.operation, cause);
        }
    }

    private void fail(Operation operation, MqboardException cause) {
        context.delivery().execute(() -> operation.failed(cause));
    }
}
