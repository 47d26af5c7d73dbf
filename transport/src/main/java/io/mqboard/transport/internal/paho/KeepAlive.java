package io.mqboard.transport.internal.paho;

import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.net.PacketInput;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.MqttPingSender;
import org.eclipse.paho.client.mqttv3.internal.ClientComms;
import org.jspecify.annotations.Nullable;

/**
 * MQTT's keep alive on the event loop's timers (Paho's own takes a thread). Paho decides when a ping is due and notices a silent broker after
 * two intervals, by a way that may block; so the silence is noticed here before, half an interval after a ping went out.
 */
final class KeepAlive implements MqttPingSender {
    private final EventLoop loop;
    private final PacketInput input;
    private final Duration interval;
    private final Consumer<Duration> silent;
    private volatile @Nullable ClientComms comms;
    private volatile EventLoop.@Nullable Timer next;
    private volatile boolean stopped;

    /** @param silent told on the loop, once, when nothing was heard for too long */
    KeepAlive(EventLoop loop, PacketInput input, Duration interval, Consumer<Duration> silent) {
        this.loop = loop;
        this.input = input;
        this.interval = interval;
        this.silent = silent;
    }

    @Override
    public void init(ClientComms used) {
        comms = used;
    }

    @Override
    public void start() {
        schedule(interval.toMillis());
    }

    @Override
    public void stop() {
        stopped = true;
        EventLoop.Timer timer = next;
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public void schedule(long delayMillis) {
        next = loop.schedule(Duration.ofMillis(Math.max(1, delayMillis)), this::check);
    }

    private void check() {
        ClientComms used = comms;
        if (stopped || used == null || !used.isConnected()) {
            return;
        }
        if (heardAgo().compareTo(interval.multipliedBy(3).dividedBy(2)) >= 0) {
            stopped = true;
            silent.accept(heardAgo());
        } else if (used.checkForActivity() != null) {
            loop.schedule(interval.dividedBy(2), this::expectAnswer);
        }
    }

    /** Any packet is an answer to a ping. */
    private void expectAnswer() {
        Duration ago = heardAgo();
        if (!stopped && ago.compareTo(interval) > 0) {
            stopped = true;
            silent.accept(ago);
        }
    }

    private Duration heardAgo() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - input.heardNanos()));
    }
}
