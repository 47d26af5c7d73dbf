package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Bundle;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;

/**
 * A session of protocol 2 with one board. It hears the board, the link and the clock, and tells those that do the work: {@link Attachment}
 * knows whether there is a session, {@link Requests} what is asked in it, {@link Outbox} sends. Lives on the loop; needs no lock.
 */
final class Session2 {
    /** Who the session belongs to. */
    interface Owner {
        /** The board has answered HELLO; the record is its presence record. */
        void welcomed(JsonMap record);

        /** The board has not answered in time: how to say that. */
        MqboardException silence();
    }

    /** A board that has been reset refuses once, one that is short of sessions perhaps again. */
    private static final int MAX_REFUSALS = 5;

    private final Context context;
    private final Owner owner;
    private final String address;
    private final Pace pace;
    private final Attachment attachment;
    private final Outbox outbox;
    private final Requests requests;
    private final Alarm alarm;

    private int refusals;
    private boolean interruptAll;

    Session2(Context context, String address, Owner owner) {
        this.context = context;
        this.address = address;
        this.owner = owner;
        pace = new Pace(context::replyTimeoutMillis);
        attachment = new Attachment(context::replyTimeoutMillis, this::send);
        outbox = new Outbox(context, address, attachment, this::roomAgain);
        Endings endings = new Endings(context.delivery(), address);
        requests = new Requests(context, this, attachment, outbox, endings);
        alarm = new Alarm(context.loop(), this::onTime);
    }

    // ---- what the board's owner asks for

    /** Sends a request as soon as session and board allow; requests start in the order of these calls. */
    void submit(Operation operation) {
        requests.submit(operation);
    }

    /** Stops an operation wherever it is. */
    void interrupt(Operation operation) {
        requests.interrupt(operation);
    }

    /** Whether the board has a capability, as it said last. */
    boolean can(String capability) {
        return attachment.can(capability);
    }

    /** Stops whatever code runs on the board. */
    void interruptAll() {
        if (attachment.open() && outbox.connected()) {
            send(Frame.bare(FrameType.INTERRUPT, number(), 0, 0));
        } else {
            interruptAll = true;
            hello();
        }
    }

    /** Opens the session, or finds out whether the board still knows it. */
    void hello() {
        if (!attachment.asking()) {
            beginHello();
        }
    }

    /** Opens the session; asks at once even if the next question was not due yet. */
    void helloNow() {
        if (attachment.asking()) {
            helloAgain();
        } else {
            beginHello();
        }
    }

    private void beginHello() {
        attachment.ask(now());
        wakeAt(attachment.nextAt());
    }

    /** HELLO once more, without waiting for its time. */
    void helloAgain() {
        attachment.askAgain(now());
    }

    /** The board says that it lives its {@code boot}-th life, so a session of another one is gone. */
    void bootSeen(String seen) {
        if (attachment.isOtherBoot(seen)) {
            hello();
        }
    }

    /** The board is back after it was offline: ask at once. */
    void boardBack() {
        requests.reconnected();
        helloAgain();
        wakeAt(now());
    }

    /** Nothing that the board has not accepted yet will be sent. */
    void failUnaccepted(MqboardException cause) {
        requests.failUnaccepted(cause);
    }

    void failEverything(MqboardException cause) {
        requests.failEverything(cause);
    }

    /** Says goodbye, so that the board need not remember the session. */
    void bye() {
        if (attachment.open() && outbox.connected()) {
            send(Frame.bare(FrameType.BYE, number(), 0, 0));
        }
        attachment.closed();
    }

    void connected() {
        long now = now();
        attachment.restart(now);
        wakeAt(attachment.nextAt());
        requests.reconnected();
        if (!requests.all().isEmpty()) {
            wakeAt(now);
        }
        requests.pump();
    }

    // ---- what requests ask for

    long now() {
        return context.loop().nowMillis();
    }

    /** Whether the board is known to have this session, so that repeating something makes sense. */
    boolean open() {
        return attachment.open();
    }

    int number() {
        return attachment.number();
    }

    Counts counts() {
        return context.counts();
    }

    Pace pace() {
        return pace;
    }

    /** How to say that the board has not answered in time. */
    MqboardException silence() {
        return owner.silence();
    }

    /** Sends a frame; if it gets lost on the way, or has no room, it will be asked for again. */
    void send(Frame frame) {
        outbox.send(frame);
    }

    /** See {@link io.mqboard.transport.internal.link.MqttLink#receipt}. */
    Runnable receipt() {
        return context.link().receipt();
    }

    /** Whether a stream may send another chunk now; if not, streams are called again when the link has room. */
    boolean mayStream() {
        return outbox.mayStream();
    }

    private void roomAgain() {
        requests.all().forEach(Request::pumpInput);
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
                if (attachment.owns(frame)) {
                    onRequestFrame(frame);
                }
            }
            default -> {}
        }
    }

    private void onWelcome(Frame frame) {
        JsonMap record = Json.parseObject(frame.body());
        if (record == null || !attachment.answeredBy(frame)) {
            return;
        }
        if (attachment.opened(frame, record)) {
            boardBack();
        } else {
            requests.startOver();
        }
        owner.welcomed(record);
        if (interruptAll) {
            interruptAll = false;
            interruptAll();
        }
        requests.pump();
    }

    private void onRequestFrame(Frame frame) {
        Request request = requests.get(frame.request());
        if (request != null) {
            refusals = 0;
            request.onFrame(frame);
        } else if (frame.type() == FrameType.END && requests.wasUsed(frame.request())) {
            requests.finish(frame.request(), frame.offset());
        }
    }

    private void onError(Frame frame) {
        JsonMap body = Json.parseObject(frame.body());
        String error = body == null ? "" : body.text("error", "");
        String text = body == null ? "" : Errors.oneLine(body.text("text", ""));
        Request request = requests.get(frame.request());
        if (error.equals("session") && attachment.owns(frame)) {
            if (request != null) {
                request.refused();
            }
            // One frame of many that were under way counts: the others come while HELLO is asked.
            if (attachment.open() && ++refusals > MAX_REFUSALS) {
                refusals = 0;
                failEverything(new BoardErrorException(
                        "session", address + ": the board forgets each session as soon as it has opened it"));
            }
            hello();
        } else if (error.equals("request") && attachment.owns(frame) && request != null) {
            onUnknownRequest(request, text);
        } else if (attachment.asking() && (error.equals("busy") || error.equals("version"))) {
            attachment.refused(new BoardErrorException(
                    error.equals("busy") ? "busy" : "unsupported",
                    address + ": " + (text.isEmpty() ? "the board takes no more sessions" : text)));
        }
    }

    private void onUnknownRequest(Request request, String text) {
        if (text.equals("forgotten")) {
            requests.forgotten(request);
        } else {
            request.unknown();
            requests.repeat();
        }
    }

    // ---- time

    /** Makes sure that {@link #onTime} runs at this time or before. */
    void wakeAt(long at) {
        alarm.ringBy(at);
    }

    private void onTime() {
        if (!outbox.connected()) {
            // The clock of time-outs stands still; connected() starts it again.
            return;
        }
        long now = now();
        if (now >= outbox.finsDueAt()) {
            outbox.sendFins();
        }
        if (attachment.asking()) {
            helloTime(now);
        }
        long next = outbox.finsDueAt();
        for (Request request : requests.all()) {
            next = Math.min(next, request.onTime(now));
        }
        wakeAt(Math.min(next, attachment.nextAt()));
    }

    private void helloTime(long now) {
        if (attachment.expired(now)) {
            attachment.closed();
            MqboardException refusal = attachment.refusal();
            requests.failWaiting(refusal != null ? refusal : owner.silence());
        } else {
            attachment.repeat(now);
        }
    }
}
