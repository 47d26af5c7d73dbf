package io.mqboard.transport.internal.net;

/**
 * Where the broker is.
 *
 * @param host name or address as the user gave it; an IPv6 address with or without brackets
 * @param port TCP port
 */
public record Endpoint(String host, int port) {
    /** Takes the brackets off an address that has them. */
    public Endpoint {
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
    }

    /** As it stands in messages: {@code broker.example:1883}, {@code [::1]:8883}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
