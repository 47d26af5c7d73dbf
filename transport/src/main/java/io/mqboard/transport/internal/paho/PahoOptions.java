package io.mqboard.transport.internal.paho;

import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.internal.net.Wire;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** What Paho is told about a connection. */
final class PahoOptions {
    private PahoOptions() {}

    static MqttConnectOptions of(BrokerOptions options, Wire wire, int maxWaiting) {
        MqttConnectOptions told = new MqttConnectOptions();
        // Without it Paho would try MQTT 3.1 after each failure, on the same socket.
        told.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        told.setCleanSession(true);
        told.setAutomaticReconnect(false);
        told.setKeepAliveInterval((int) options.keepAlive().toSeconds());
        told.setMaxInflight(2 * maxWaiting);
        told.setSocketFactory(new ReadyFactory(wire));
        String username = options.username();
        String password = options.password();
        if (username != null) {
            told.setUserName(username);
        }
        if (password != null) {
            told.setPassword(password.toCharArray());
        }
        return told;
    }

    /** Gives out the one socket that is connected already. */
    private static final class ReadyFactory extends SocketFactory {
        private final Wire wire;

        ReadyFactory(Wire wire) {
            this.wire = wire;
        }

        @Override
        public Socket createSocket() {
            return wire;
        }

        @Override
        public Socket createSocket(String host, int port) {
            return wire;
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            return wire;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return wire;
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            return wire;
        }
    }
}
