package io.mqboard.transport.internal.net;

import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.MqboardException;

/** What can go wrong with TLS, in one line each. */
final class TlsFailures {
    private TlsFailures() {}

    static MqboardException handshake(Endpoint endpoint, TlsSetup tls, Exception e) {
        return new ConnectFailedException("TLS with " + endpoint + " failed: " + Failures.reason(e), e);
    }

    static String closed(Endpoint endpoint, TlsSetup tls) {
        return endpoint + " closes the connection after the TLS handshake without an answer";
    }
}
