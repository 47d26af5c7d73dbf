package io.mqboard.transport.internal.link;

import io.mqboard.transport.MqboardException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes connections to one broker, one at a time; knows nothing of reconnecting. Used on the event loop only. */
public interface MqttConnector {
    /** Told about one connection, on the event loop. Nothing is called after {@link Connection#close} or {@link Connection#abort}. */
    interface Events {
        /** The broker has accepted the connection. */
        void onConnected();

        /** It came to nothing, or was lost. The last call. */
        void onEnded(MqboardException cause);

        /** A message came in; see {@link MqttLink.Listener#onMessage}. */
        void onMessage(String topic, byte[] payload, boolean dup, boolean retained);
    }

    /** One connection, from its first attempt to its end. Every method returns at once; futures complete on the event loop. */
    interface Connection {
        /** See {@link MqttLink#publish}. */
        CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain);

        /** See {@link MqttLink#room}. */
        int room();

        /** See {@link MqttLink#receipt}. */
        default Runnable receipt() {
            return () -> {};
        }

        /** Subscribes to filters in one packet. Yields the QoS granted for each, {@link #REFUSED} for a refused one. */
        CompletableFuture<int[]> subscribe(List<String> filters, List<Integer> qos);

        /** Done when the broker has acknowledged it. */
        CompletableFuture<Void> unsubscribe(String filter);

        /** Says goodbye; done within a second. */
        CompletableFuture<Void> close();

        /** Cuts the connection. */
        void abort(MqboardException cause);
    }

    /** The answer to a refused subscription. */
    int REFUSED = 0x80;

    /** Begins to connect. */
    Connection connect(Events events);
}
