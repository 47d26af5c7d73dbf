package io.mqboard.transport.internal.paho;

import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/** Where Paho's callback thread arrives: hands over and returns. An exception here would kill the connection. */
final class Callback implements MqttCallback {
    private final Inbox inbox;
    private final ShortWay shortWay;
    private final Runnable overrun;
    private final Consumer<Throwable> lost;

    Callback(Inbox inbox, ShortWay shortWay, Runnable overrun, Consumer<Throwable> lost) {
        this.inbox = inbox;
        this.shortWay = shortWay;
        this.overrun = overrun;
        this.lost = lost;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        boolean taken =
                inbox.put(topic, message.getPayload(), message.getQos(), message.isDuplicate(), message.isRetained());
        shortWay.ended();
        if (!taken) {
            overrun.run();
        }
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
        lost.accept(cause == null ? new IllegalStateException("no reason") : cause);
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
}
