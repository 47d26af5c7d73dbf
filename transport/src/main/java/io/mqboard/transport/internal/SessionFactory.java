package io.mqboard.transport.internal;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.ThreadEventLoop;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Puts the parts of a session together. */
public final class SessionFactory {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private SessionFactory() {}

    /** See {@link BrokerSession#open}. */
    public static BrokerSession open(BrokerOptions options) throws BadOptionException {
        if (options.replyTimeout().isNegative() || options.replyTimeout().isZero()) {
            throw new BadOptionException("the time-out for replies must be above zero (--timeout)");
        }
        EventLoop loop = new ThreadEventLoop("mqboard-transport");
        MqttLink link = LinkFactory.open(options, loop);
        SessionImpl session = new SessionImpl(
                loop, new Threads(), link, InstantSource.system(), clientName(), options.replyTimeout());
        session.start();
        return session;
    }

    /** Twelve letters and digits, 71 bits of chance: no other client listens to our topics by accident. */
    private static String clientName() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder(12);
        for (int i = 0; i < 12; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
