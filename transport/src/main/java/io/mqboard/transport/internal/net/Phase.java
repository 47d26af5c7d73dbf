package io.mqboard.transport.internal.net;

/** How far an attempt to connect has come. */
public enum Phase {
    LOOKING_UP,
    CONNECTING,
    TLS,
    /** Reached; no CONNACK yet. */
    MQTT
}
