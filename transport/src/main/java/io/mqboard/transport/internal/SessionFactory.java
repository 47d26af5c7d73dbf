package io.mqboard.transport.internal;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;

/** Puts the parts of a session together. */
public final class SessionFactory {
    private SessionFactory() {}

    /** See {@link BrokerSession#open}. */
    public static BrokerSession open(BrokerOptions options) throws BadOptionException {
        throw new BadOptionException("no transport yet for " + options);
    }
}
