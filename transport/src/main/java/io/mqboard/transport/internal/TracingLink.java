package io.mqboard.transport.internal;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.link.MqttLink;
import java.util.concurrent.CompletableFuture;

/** A link that counts each message, and shows it to somebody if that was asked for. */
final class TracingLink implements MqttLink {
    /** Sees the messages. On the loop. */
    interface Viewer {
        void message(boolean outgoing, String topic, byte[] payload);
    }

    private final MqttLink link;
    private final Viewer viewer;
    private final Traffic traffic;
    private volatile boolean on;

    TracingLink(MqttLink link, Traffic traffic, Viewer viewer) {
        this.traffic = traffic;
        this.link = link;
        this.viewer = viewer;
    }

    void trace(boolean wanted) {
        on = wanted;
    }

    @Override
    public void start(Listener listener) {
        link.start(new Listener() {
            @Override
            public void onConnected(boolean again) {
                traffic.connected();
                listener.onConnected(again);
            }

            @Override
            public void onDisconnected(MqboardException cause) {
                traffic.disconnected();
                listener.onDisconnected(cause);
            }

            @Override
            public void onConnectFailed(MqboardException cause) {
                listener.onConnectFailed(cause);
            }

            @Override
            public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {
                traffic.message(false, topic, payload);
                if (on) {
                    viewer.message(false, topic, payload);
                }
                listener.onMessage(topic, payload, dup, retained);
            }
        });
    }

    @Override
    public boolean connected() {
        return link.connected();
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        traffic.message(true, topic, payload);
        if (on) {
            viewer.message(true, topic, payload);
        }
        return link.publish(topic, payload, qos, retain);
    }

    @Override
    public int room() {
        return link.room();
    }

    @Override
    public Runnable receipt() {
        return link.receipt();
    }

    @Override
    public CompletableFuture<Void> subscribe(String filter, int qos) {
        return link.subscribe(filter, qos);
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
        return link.unsubscribe(filter);
    }

    @Override
    public CompletableFuture<Void> close() {
        return link.close();
    }
}
