package io.mqboard.transport.internal.board;

import io.mqboard.transport.internal.wire.Bundle;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * The way to the board: puts frames on the link, FINs together with the next REQUEST where the board allows it, and leaves room for what is
 * urgent beside streams. Lives on the loop.
 */
final class Outbox {
    /** Room in the link that streams leave to everything else. */
    private static final int LINK_RESERVE = 4;

    private final Context context;
    private final Attachment attachment;
    private final Runnable roomAgain;
    private final String topicIn;
    private final Fins fins = new Fins();
    private boolean waitingForRoom;

    Outbox(Context context, String address, Attachment attachment, Runnable roomAgain) {
        this.context = context;
        this.attachment = attachment;
        this.roomAgain = roomAgain;
        topicIn = Topics.in(address, context.client());
    }

    boolean connected() {
        return context.link().connected();
    }

    /** Sends a frame; if it gets lost on the way, or has no room, it will be asked for again. */
    void send(Frame frame) {
        if (connected()) {
            Object unused =
                    context.link().publish(topicIn, frame.encode(), 0, false).whenComplete((ok, e) -> sent());
        }
    }

    private void sent() {
        if (waitingForRoom && mayStream()) {
            waitingForRoom = false;
            roomAgain.run();
        }
    }

    /** Whether a stream may send another chunk now; if not, streams are called again when the link has room. */
    boolean mayStream() {
        boolean room = context.link().room() > LINK_RESERVE;
        waitingForRoom |= !room;
        return room;
    }

    /** Sends a REQUEST and the FINs that wait: in one message, or the FINs first. */
    void sendRequest(Frame frame, boolean mayBundle) {
        if (!mayBundle || !bundle(frame)) {
            sendFins();
            send(frame);
        }
    }

    /** Sends a REQUEST in one message with the FINs that wait, if it may. */
    private boolean bundle(Frame frame) {
        int bytes = fins.bundleBytes() + Bundle.OVERHEAD_BYTES + frame.body().length;
        if (!attachment.can("bundle") || fins.waiting() == 0 || bytes > 2 + attachment.chunkBytes() + 512) {
            return false;
        }
        List<Frame> frames = new ArrayList<>(fins.take());
        frames.add(frame);
        send(Bundle.of(attachment.number(), frames));
        return true;
    }

    // ---- FINs

    /** The board may forget a request. Returns when it must be told at the latest. */
    long addFin(int rid, long offset) {
        return fins.add(attachment.number(), rid, offset, context.loop().nowMillis());
    }

    void sendFins() {
        fins.take().forEach(this::send);
    }

    /** The board seems to have missed some: the last ones go again. */
    void repeatFins() {
        fins.again();
    }

    int finsWaiting() {
        return fins.waiting();
    }

    long finsDueAt() {
        return fins.dueAt();
    }

    /** The session is a new one. */
    void forgetFins() {
        fins.clear();
    }
}
