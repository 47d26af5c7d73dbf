package io.mqboard.transport;

/**
 * What can go wrong between a program and its boards; one subclass for each cause that a caller may want to treat by itself.
 *
 * <p>The message is one line for a person: it names the thing (host, board, file) and, where there is one, the mend.
 */
public abstract class MqboardException extends Exception {
    protected MqboardException(String message) {
        super(message);
    }

    protected MqboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
