package io.mqboard.transport.internal.link;

import io.mqboard.transport.MqboardException;
import java.util.concurrent.CompletableFuture;

/**
 * One MQTT session that connects, and connects again after a loss, until it is closed.
 *
 * <p>Every method is called on the {@link EventLoop} only, never blocks, and every listener call and future completion happens on the loop
 * too (a future may be complete already on return). Futures fail with an {@link MqboardException}, {@link LinkFullException}, or
 * {@code IllegalArgumentException} for a topic or filter that MQTT does not allow.
 */
public interface MqttLink {
    /** Told what happens to the link. Called on the event loop. */
    interface Listener {
        /** Connected, and subscriptions of before are restored. {@code again} is false the first time. */
        void onConnected(boolean again);

        /** The connection was lost; the link is connecting again. Not called for {@link #close}. */
        void onDisconnected(MqboardException cause);

        /** An attempt to connect failed (the first ones or those after a loss); the link goes on trying. */
        void onConnectFailed(MqboardException cause);

        /**
         * A message came in. Order is kept within a topic. QoS 0 messages may be missing (when the loop lags by megabytes), QoS 1 messages
         * may come twice.
         *
         * @param payload the listener's to keep
         * @param dup the broker says that it may be a repetition
         * @param retained it was kept by the broker from before the subscription
         */
        void onMessage(String topic, byte[] payload, boolean dup, boolean retained);
    }

    /** Begins to connect. Called once. */
    void start(Listener listener);

    /** Whether the broker is connected now and subscriptions are restored. */
    boolean connected();

    /**
     * Sends a message. Done when it was written to the socket (QoS 0) or acknowledged by the broker (QoS 1). Fails at once with {@link
     * io.mqboard.transport.ConnectionLostException} while not connected (nothing is kept for later), and with it when the connection is lost
     * before the end: a QoS 1 message may then have been delivered all the same. Fails at once with {@link LinkFullException} when {@link
     * #room} is zero.
     *
     * @param payload must not be changed afterwards
     * @param qos 0 or 1
     */
    CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain);

    /** How many more messages {@link #publish} takes now; 0 while not connected. It grows again as futures of earlier messages complete. */
    int room();

    /**
     * To be run when an answer shows that the broker has taken all that was published up to now. So much is free in the system's buffers then, and a
     * short message can be written at once instead of by a thread that may block.
     */
    default Runnable receipt() {
        return () -> {};
    }

    /**
     * Subscribes now (or, while not connected, with the next connection) and again after each reconnect, until {@link #unsubscribe}. Done
     * when the broker has granted it for the first time. Fails with {@link io.mqboard.transport.ConnectRefusedException} when the broker
     * refuses the filter, which then is forgotten; a loss in between does not fail it.
     *
     * @param qos highest QoS wanted, 0 or 1
     */
    CompletableFuture<Void> subscribe(String filter, int qos);

    /** Forgets a subscription. Done when the broker knows, or at once while not connected. */
    CompletableFuture<Void> unsubscribe(String filter);

    /**
     * Sends what {@link #publish} has taken (for at most half a second), says goodbye to the broker and closes. Everything pending fails
     * with {@link io.mqboard.transport.ConnectionLostException}. Done within a second. Idempotent. The event loop goes on.
     */
    CompletableFuture<Void> close();
}
