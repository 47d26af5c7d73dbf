package io.mqboard.transport.internal.net;

/**
 * Where the broker is.
 *
 * @param host name or address as the user gave it; an IPv6 address without brackets
 * @param port TCP port
 */
public record Endpoint(String host, int port) {
    /** As it stands in messages: {@code broker.example:1883}, {@code [::1]:8883}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
