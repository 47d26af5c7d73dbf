package io.mqboard.transport.internal.paho;

import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.net.PacketOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of QoS 0 on a thread of its own, because writing may block. Paho would take three threads for each, and the message would wait for
 * two of them.
 */
final class Sender {
    private static final class Message {
        final byte[] packet;
        final CompletableFuture<Void> sent;

        Message(byte[] packet, CompletableFuture<Void> sent) {
            this.packet = packet;
            this.sent = sent;
        }
    }

    /** Messages that wait together go out in one write up to about this size. */
    private static final int WRITE_BYTES = 16_384;

    private final EventLoop loop;
    private final PacketOutput output;
    private final Consumer<IOException> broken;
    private final ConcurrentLinkedQueue<Message> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    /** @param broken told on the loop when nothing can be written any more */
    Sender(EventLoop loop, PacketOutput output, Consumer<IOException> broken) {
        this.loop = loop;
        this.output = output;
        this.broken = broken;
    }

    /** Sends a message; the future is completed on the loop when it was written. On the loop. */
    void send(String topic, byte[] payload, boolean retain, CompletableFuture<Void> sent) {
        waiting.add(new Message(packet(topic, payload, retain), sent));
        Thread started = thread;
        if (started == null) {
            started = new Thread(this::work, "mqboard-send");
            started.setDaemon(true);
            thread = started;
            started.start();
        } else {
            LockSupport.unpark(started);
        }
    }

    /** Writes a message that is sure to fit into the system's buffer. False if another one is being written. On the loop. */
    boolean sendNow(String topic, byte[] payload, boolean retain) {
        try {
            return output.trySend(packet(topic, payload, retain));
        } catch (IOException e) {
            loop.execute(() -> broken.accept(e));
            return true;
        }
    }

    /** Ends the thread. What waits is not sent. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private static byte[] packet(String topic, byte[] payload, boolean retain) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(7 + name.length + payload.length);
        out.write(retain ? 0x31 : 0x30);
        int left = 2 + name.length + payload.length;
        while (left > 127) {
            out.write((left & 127) | 128);
            left >>= 7;
        }
        out.write(left);
        out.write(name.length >> 8);
        out.write(name.length);
        out.writeBytes(name);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private void work() {
        try {
            while (!stopped) {
                List<Message> batch = take();
                if (batch.isEmpty()) {
                    LockSupport.park(this);
                } else {
                    output.send(join(batch));
                    loop.run(() -> batch.forEach(message -> message.sent.complete(null)));
                }
            }
        } catch (IOException e) {
            loop.execute(() -> broken.accept(e));
        }
    }

    private List<Message> take() {
        List<Message> batch = new ArrayList<>();
        int bytes = 0;
        Message next = waiting.peek();
        while (next != null && (batch.isEmpty() || bytes + next.packet.length <= WRITE_BYTES)) {
            waiting.poll();
            batch.add(next);
            bytes += next.packet.length;
            next = waiting.peek();
        }
        return batch;
    }

    private static byte[] join(List<Message> batch) {
        if (batch.size() == 1) {
            return batch.get(0).packet;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(WRITE_BYTES);
        batch.forEach(message -> all.writeBytes(message.packet));
        return all.toByteArray();
    }
}
