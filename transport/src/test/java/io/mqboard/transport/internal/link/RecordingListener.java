package io.mqboard.transport.internal.link;

import io.mqboard.transport.MqboardException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Queues what a link tells as lines of text, such as {@code connected}, {@code message a/b hello} or {@code failed: no broker}. */
public final class RecordingListener implements MqttLink.Listener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void onConnected(boolean again) {
        events.add(again ? "connected again" : "connected");
    }

    @Override
    public void onDisconnected(MqboardException cause) {
        events.add("lost: " + cause.getMessage());
    }

    @Override
    public void onConnectFailed(MqboardException cause) {
        events.add("failed: " + cause.getMessage());
    }

    @Override
    public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {
        events.add("message " + topic + " " + new String(payload, StandardCharsets.UTF_8) + (dup ? " dup" : "")
                + (retained ? " retained" : ""));
    }

    /** The next event; fails the test if none comes. */
    public String next() throws InterruptedException {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened for " + PATIENCE_SECONDS + " s");
        }
        return event;
    }

    /** The next event that begins so; those before are skipped. */
    public String next(String beginning) throws InterruptedException {
        String event = next();
        while (!event.startsWith(beginning)) {
            event = next();
        }
        return event;
    }

    /** The next event if there is one already, else null. */
    public String poll() {
        return events.poll();
    }
}
