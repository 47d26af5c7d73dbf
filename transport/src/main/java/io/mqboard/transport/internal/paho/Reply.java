package io.mqboard.transport.internal.paho;

import io.mqboard.transport.internal.link.EventLoop;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.jspecify.annotations.Nullable;

/** The end of something that Paho was asked to do, carried from Paho's callback thread to the event loop. */
final class Reply implements IMqttActionListener {
    /** Called on the event loop. */
    interface Success {
        void done(IMqttToken token);
    }

    private final EventLoop loop;
    private final Success success;
    private final Consumer<Throwable> failure;

    Reply(EventLoop loop, Success success, Consumer<Throwable> failure) {
        this.loop = loop;
        this.success = success;
        this.failure = failure;
    }

    @Override
    public void onSuccess(IMqttToken token) {
        loop.execute(() -> success.done(token));
    }

    @Override
    public void onFailure(IMqttToken token, @Nullable Throwable cause) {
        loop.execute(() -> failure.accept(cause == null ? new IllegalStateException("no reason") : cause));
    }
}
