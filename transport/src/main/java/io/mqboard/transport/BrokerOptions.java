package io.mqboard.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and how to reach it.
 *
 * @param host name or address of the broker
 * @param port TCP port, 1 to 65535
 * @param tls how to speak TLS, or null for plain TCP
 * @param username user name, or null for none
 * @param password password, or null for none; never printed by {@link #toString()}
 * @param keepAlive MQTT keep alive, 5 s to 18 h
 * @param connectTimeout limit for one attempt to connect, name look-up to CONNACK
 * @param replyTimeout how long a board may be silent about a request while the broker is connected
 */
public record BrokerOptions(
        String host,
        int port,
        @Nullable TlsOptions tls,
        @Nullable String username,
        @Nullable String password,
        Duration keepAlive,
        Duration connectTimeout,
        Duration replyTimeout) {

    /** Options with the usual times: keep alive 30 s, connecting 10 s, replies 10 s. */
    public static BrokerOptions of(String host, int port, @Nullable TlsOptions tls) {
        return new BrokerOptions(
                host, port, tls, null, null, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /** The same options for a user. */
    public BrokerOptions withUser(@Nullable String name, @Nullable String secret) {
        return new BrokerOptions(host, port, tls, name, secret, keepAlive, connectTimeout, replyTimeout);
    }

    /** The same options with other limits. */
    public BrokerOptions withTimeouts(Duration connect, Duration reply) {
        return new BrokerOptions(host, port, tls, username, password, keepAlive, connect, reply);
    }

    @Override
    public String toString() {
        return (tls == null ? "mqtt://" : "mqtts://") + (username == null ? "" : username + "@") + host + ":" + port;
    }
}
