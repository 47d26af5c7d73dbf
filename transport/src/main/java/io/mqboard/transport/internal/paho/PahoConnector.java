package io.mqboard.transport.internal.paho;

import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttConnector;
import io.mqboard.transport.internal.net.TlsSetup;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.logging.LoggerFactory;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** Connects with Paho. */
public final class PahoConnector implements MqttConnector {
    static {
        LoggerFactory.setLogger(QuietLog.class.getName());
    }

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

    /** Loads what the first connection will need; a throw-away client makes Paho read its catalogue of messages and find its parts. */
    public static void prepare() {
        try {
            new MqttAsyncClient("tcp://127.0.0.1", ClientIds.random(), new MemoryPersistence()).close();
        } catch (MqttException e) {
            // Then the first connection says what is wrong.
        }
    }

    @Override
    public Connection connect(Events events) {
        PahoConnection connection = new PahoConnection(loop, options, tls, events);
        connection.begin();
        return connection;
    }
}
