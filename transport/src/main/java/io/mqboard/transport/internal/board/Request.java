package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import io.mqboard.transport.internal.wire.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * One request as this side sees it: what was sent, what was heard, and when to ask again. The client drives all repetition: until the board
 * is heard the REQUEST is repeated, afterwards a probe asks for what is missing. Lives on the loop.
 */
final class Request {
    private static final long INTERRUPT_MILLIS = 300;

    final Operation operation;
    final int rid;
    private final Session2 session;
    private final Requests requests;
    private final Pace pace;
    private final OutputReceiver out;
    private final @Nullable InputSender in;

    private int sends;
    private Runnable receipt = () -> {};
    private boolean accepted;
    private boolean refused;
    private boolean interrupting;
    private boolean abandoned;
    private boolean probing;
    private @Nullable Frame end;
    private long sentAt;
    private long heardAt;
    private long repeatDelay;
    private long repeatAt = Alarm.NEVER;
    private long interruptAt = Alarm.NEVER;

    Request(Session2 session, Requests requests, Operation operation, int rid, int chunkBytes) {
        this.session = session;
        this.requests = requests;
        pace = session.pace();
        this.operation = operation;
        this.rid = rid;
        Source source = operation.input();
        out = new OutputReceiver(operation.windowBytes());
        in = source == null ? null : new InputSender(source, chunkBytes);
        heardAt = session.now();
    }

    boolean accepted() {
        return accepted;
    }

    boolean interrupting() {
        return interrupting;
    }

    /** Nobody waits for it any more; it is kept only so that the board stops it and its number is used up there. */
    boolean abandoned() {
        return abandoned;
    }

    /** Whether the board cannot have run it: it has refused the only frame that ever told it to. */
    boolean neverRan() {
        return !accepted && (sends == 0 || (sends == 1 && refused));
    }

    /** The board does not know the session in which the request was sent. */
    void refused() {
        refused = true;
    }

    /** The REQUEST frame. */
    Frame frame() throws LocalFileException {
        byte[] inline = in == null ? new byte[0] : in.inline();
        byte[] body = RequestBody.encode(operation.head(), inline, inline.length);
        long total = in == null ? 0 : in.sizeBytes();
        return new Frame(FrameType.REQUEST, 0, 0, session.number(), rid, total, body);
    }

    /** The REQUEST was sent. */
    void sent() {
        sends++;
        session.counts().sent(sends > 1);
        if (sends == 1) {
            receipt = session.receipt();
        }
        sentAt = session.now();
        repeatDelay = sends == 1 ? pace.firstRepeatMillis() : Math.min(repeatDelay * 2, pace.lastRepeatMillis());
        repeatAt = sentAt + repeatDelay;
    }

    /** Asks the board to stop it, again and again until it has ended. */
    void interrupt() {
        if (!interrupting) {
            interrupting = true;
            sendInterrupt(session.now());
            session.wakeAt(interruptAt);
        }
    }

    private void sendInterrupt(long now) {
        session.send(Frame.bare(FrameType.INTERRUPT, session.number(), rid, 0));
        interruptAt = now + INTERRUPT_MILLIS;
    }

    /** The call has failed on this side: have the board stop it, and take its END when it comes. */
    void abandon() {
        abandoned = true;
        heardAt = session.now();
        session.wakeAt(heardAt + pace.timeoutMillis(true));
        interrupt();
    }

    /** A link is there again: what was under way is lost, ask at once. */
    void reconnected() {
        heardAt = session.now();
        repeatDelay = pace.firstRepeatMillis();
        repeatAt = heardAt;
        if (interrupting) {
            interruptAt = heardAt;
        }
    }

    /** Does what is due. Returns when it wants to be called next. */
    long onTime(long now) {
        if (now - heardAt >= pace.timeoutMillis(abandoned)) {
            requests.silent(this);
            return Alarm.NEVER;
        }
        if (now >= interruptAt) {
            sendInterrupt(now);
        }
        if (now >= repeatAt) {
            repeat(now);
        }
        long next = Math.min(heardAt + pace.timeoutMillis(abandoned), repeatAt);
        return Math.min(next, interruptAt);
    }

    private void repeat(long now) {
        if (!session.open()) {
            repeatAt = now + repeatDelay;
            return;
        }
        if (accepted) {
            probe();
        } else if (!interrupting) {
            requests.repeat();
            return;
        }
        repeatDelay = Math.min(repeatDelay * 2, pace.lastRepeatMillis());
        repeatAt = now + repeatDelay;
    }

    /** Asks the board to send again what is missing and to say where the input stands. */
    private void probe() {
        probing = true;
        session.send(out.ack(Frame.PROBE, session.number(), rid));
    }

    /** Whether the board should hear of what was received or consumed. */
    boolean outputDue() {
        return end == null && !abandoned && out.ackDue();
    }

    /** The board says that it has never seen this request, though it was heard about it. */
    void unknown() {
        accepted = false;
        sends += 2;
    }

    /** A frame about this request came. */
    void onFrame(Frame frame) {
        long now = session.now();
        heardAt = now;
        if (!accepted) {
            accepted = true;
            if (sends == 1) {
                pace.measured(now - sentAt);
            }
            repeatDelay = pace.firstRepeatMillis();
            repeatAt = now + repeatDelay;
        }
        switch (frame.type()) {
            case ACK -> onAck(frame);
            case DATA -> onData(frame);
            case END -> onEnd(frame);
            default -> {}
        }
    }

    private void onAck(Frame frame) {
        if (in != null && end == null) {
            boolean news = in.acknowledged(frame.offset(), frame.grant(), probing);
            probing = false;
            if (news) {
                progressed();
                operation.inputMoved(in.acked(), in.resumed());
            }
            pumpInput();
        }
        probing = false;
    }

    /** Sends as much input as the grant and the link allow. */
    void pumpInput() {
        if (in == null || end != null || abandoned || !accepted) {
            return;
        }
        try {
            while (session.mayStream()) {
                long offset = in.nextOffset();
                byte[] chunk = in.nextChunk();
                if (chunk == null) {
                    return;
                }
                session.send(new Frame(FrameType.DATA, 0, 0, session.number(), rid, offset, chunk));
            }
        } catch (LocalFileException e) {
            requests.abandon(this, e);
        }
    }

    private void onData(Frame frame) {
        byte[] bytes = out.news(frame);
        if (bytes == null) {
            if (out.newGap(frame.offset())) {
                probe();
            }
            return;
        }
        progressed();
        if (!abandoned) {
            operation.outputReceived(bytes.length);
            requests.deliver(this, OutputReceiver.channel(frame), bytes);
        }
        if (end != null) {
            endIfComplete();
        } else if (frame.flags() == Frame.WANT || out.ackDue()) {
            acknowledge();
        }
    }

    private void progressed() {
        repeatDelay = pace.firstRepeatMillis();
        repeatAt = heardAt + repeatDelay;
    }

    /** The consumer has taken some output. From the delivery thread; true if {@link #acknowledge} should run on the loop. */
    boolean consumed(int bytes) {
        return out.consumed(bytes);
    }

    /** Tells the board how much has come and how much more it may send. */
    void acknowledge() {
        session.send(out.ack(0, session.number(), rid));
    }

    private void onEnd(Frame frame) {
        receipt.run();
        end = frame;
        endIfComplete();
    }

    private void endIfComplete() {
        Frame last = end;
        if (last == null) {
            return;
        }
        if (out.next() >= last.offset() || abandoned) {
            requests.ended(this, last);
        } else if (out.newGap(last.offset())) {
            probe();
        }
    }

    /** What the board said at the end; an empty object if it is not JSON. */
    static JsonMap result(Frame end) {
        JsonMap map = Json.parseObject(end.body());
        return map == null ? JsonMap.empty() : map;
    }
}
