package io.mqboard.transport.internal.paho;

import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttConnector;
import io.mqboard.transport.internal.net.TlsSetup;
import org.jspecify.annotations.Nullable;

/** Connects with Paho. */
public final class PahoConnector implements MqttConnector {
    private final EventLoop loop;
    private final BrokerOptions options;
    private final @Nullable TlsSetup tls;

    /**
     * Connects nothing yet.
     *
     * @param options checked before
     * @param tls how to speak TLS, or null for plain TCP
     */
    public PahoConnector(EventLoop loop, BrokerOptions options, @Nullable TlsSetup tls) {
        this.loop = loop;
        this.options = options;
        this.tls = tls;
    }

    @Override
    public Connection connect(Events events) {
        PahoConnection connection = new PahoConnection(loop, options, tls, events);
        connection.begin();
        return connection;
    }
}
