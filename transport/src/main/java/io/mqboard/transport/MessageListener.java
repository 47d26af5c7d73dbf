package io.mqboard.transport;

/**
 * Takes MQTT messages of a {@link Subscription}, always on the session's delivery thread. Must not block for long: what comes meanwhile waits
 * in a queue of limited size.
 */
public interface MessageListener {
    /**
     * One message.
     *
     * @param topic the topic that it came on
     * @param payload whatever was sent: nothing about it has been checked
     * @param retained whether the broker has kept it from before the subscription
     */
    void message(String topic, byte[] payload, boolean retained);

    /** So many messages are missing here, because they came faster than they were taken. */
    default void lost(long count) {}
}
