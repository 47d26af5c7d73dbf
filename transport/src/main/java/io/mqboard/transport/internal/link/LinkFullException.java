package io.mqboard.transport.internal.link;

/** The link's queue is full: the network is slower than the sender. The message was not sent; wait for {@link MqttLink#room}. */
public final class LinkFullException extends RuntimeException {
    public LinkFullException(String message) {
        super(message);
    }
}
