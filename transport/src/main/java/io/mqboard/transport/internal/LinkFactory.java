package io.mqboard.transport.internal;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.ReconnectingLink;
import io.mqboard.transport.internal.net.TlsSetup;
import io.mqboard.transport.internal.paho.PahoConnector;
import io.mqboard.transport.internal.tls.TlsSetups;
import java.time.Duration;
import java.util.SplittableRandom;

/** Puts the parts of a link together. */
public final class LinkFactory {
    private LinkFactory() {}

    /**
     * A link to a broker that does not connect before {@link MqttLink#start}.
     *
     * @throws BadOptionException if the options can never work
     */
    public static MqttLink open(BrokerOptions options, EventLoop loop) throws BadOptionException {
        check(options);
        TlsSetup tls = options.tls() == null ? null : TlsSetups.of(options.tls());
        PahoConnector connector = new PahoConnector(loop, options, tls);
        return new ReconnectingLink(loop, connector, options.connectTimeout(), new SplittableRandom());
    }

    /** Loads what a connection needs. */
    static void prepare() {
        PahoConnector.prepare();
    }

    private static void check(BrokerOptions options) throws BadOptionException {
        if (options.host().isBlank() || options.host().length() > 255) {
            throw new BadOptionException("'" + options.host() + "' is no name of a host (--server)");
        }
        if (options.port() < 1 || options.port() > 65535) {
            throw new BadOptionException("port " + options.port() + " is not within 1 to 65535 (--port)");
        }
        if (options.password() != null && options.username() == null) {
            throw new BadOptionException("a password needs a user name (--username)");
        }
        if (options.keepAlive().compareTo(Duration.ofSeconds(5)) < 0
                || options.keepAlive().compareTo(Duration.ofHours(18)) > 0) {
            throw new BadOptionException(
                    "a keep alive of " + options.keepAlive().toSeconds() + " s is not within 5 s to 18 h");
        }
        if (options.connectTimeout().isNegative() || options.connectTimeout().isZero()) {
            throw new BadOptionException("the time-out for connecting must be above zero (--timeout)");
        }
    }
}
