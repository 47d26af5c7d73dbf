package io.mqboard.transport.internal;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.ThreadEventLoop;
import java.time.InstantSource;

/** Puts the parts of a session together. */
public final class SessionFactory {
    private SessionFactory() {}

    /** See {@link BrokerSession#open}. */
    public static BrokerSession open(BrokerOptions options) throws BadOptionException {
        if (options.replyTimeout().isNegative() || options.replyTimeout().isZero()) {
            throw new BadOptionException("the time-out for replies must be above zero (--timeout)");
        }
        EventLoop loop = new ThreadEventLoop("mqboard-transport");
        MqttLink link = LinkFactory.open(options, loop);
        // Twelve letters, 71 bits of chance: no other client listens to our topics by accident.
        SessionImpl session = new SessionImpl(
                loop, new Threads(), link, InstantSource.system(), Chance.letters(12), options.replyTimeout());
        session.start();
        return session;
    }

    /** See {@link BrokerSession#prepare}. */
    public static void prepare() {
        LinkFactory.prepare();
    }
}
