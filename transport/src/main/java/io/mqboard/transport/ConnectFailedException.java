package io.mqboard.transport;

/** The broker could not be reached: no address, refused, silent, not speaking MQTT or TLS, or its certificate is not to be trusted. */
public final class ConnectFailedException extends MqboardException {
    public ConnectFailedException(String message) {
        super(message);
    }

    public ConnectFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
