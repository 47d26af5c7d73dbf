package io.mqboard.transport.internal.paho;

import io.mqboard.transport.internal.net.PacketInput;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes messages of QoS 0 from the socket to the inbox without Paho's callback thread, whose hand-over takes longer than all that is done with a
 * short message. Nothing is overtaken: while a message, or the answer to a subscription, is on its way within Paho, what follows goes that way, too.
 */
final class ShortWay implements PacketInput.Shortcut {
    private final Inbox inbox;
    private final AtomicInteger within = new AtomicInteger(1);

    /** Closed until {@link #ended} is called for the connection itself. */
    ShortWay(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public boolean take(String topic, byte[] payload, boolean retained) {
        return within.get() == 0 && inbox.put(topic, payload, 0, false, retained);
    }

    @Override
    public void passing() {
        begun();
    }

    /** Something begins within Paho whose end must not be overtaken. From any thread. */
    void begun() {
        within.incrementAndGet();
    }

    /** It has come out of Paho. From any thread. */
    void ended() {
        within.decrementAndGet();
    }
}
