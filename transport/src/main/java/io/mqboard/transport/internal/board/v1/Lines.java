package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.wire.Topics;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges under way with one board of protocol 1: identifiers, reply topics, and what happens when nothing comes. An identifier whose
 * topics are subscribed is kept ready, so that only the first command waits for a subscription.
 */
final class Lines {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int ID_LENGTH = 8;

    /** An identifier and whether its reply topics are subscribed. */
    record Slot(String id, CompletableFuture<Void> granted) {}

    private final Context context;
    private final String address;
    private final SecureRandom random = new SecureRandom();
    private final Set<Exchange> open = new LinkedHashSet<>();
    private @Nullable Slot ready;
    private EventLoop.@Nullable Timer timer;

    Lines(Context context, String address) {
        this.context = context;
        this.address = address;
    }

    Context context() {
        return context;
    }

    String address() {
        return address;
    }

    long now() {
        return context.loop().nowMillis();
    }

    boolean connected() {
        return context.link().connected();
    }

    /** Publishes a command's message. */
    CompletableFuture<Void> publish(String command, String id, @Nullable String name, byte[] message) {
        return context.link().publish(Topics.command1(address, command, id, name), message, 1, false);
    }

    /** Begins to listen for an exchange. */
    Slot open(Exchange exchange) {
        Slot slot = ready == null ? subscribe() : ready;
        ready = subscribe();
        open.add(exchange);
        context.router().route(Topics.reply1(address, slot.id), exchange::reply);
        context.router().route(Topics.error1(address, slot.id), exchange::error);
        watch();
        return slot;
    }

    private Slot subscribe() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        // QoS 0: at QoS 1 a broker sends only a few messages ahead of our acknowledgements, queues few more, and drops
        // the rest.
        CompletableFuture<Void> out = context.link().subscribe(Topics.reply1(address, id.toString()), 0);
        CompletableFuture<Void> err = context.link().subscribe(Topics.error1(address, id.toString()), 0);
        return new Slot(id.toString(), CompletableFuture.allOf(out, err));
    }

    /** Ends to listen. */
    void close(Exchange exchange, Slot slot) {
        if (open.remove(exchange)) {
            String reply = Topics.reply1(address, slot.id);
            String error = Topics.error1(address, slot.id);
            context.router().unroute(reply);
            context.router().unroute(error);
            Object unusedReply = context.link().unsubscribe(reply);
            Object unusedError = context.link().unsubscribe(error);
        }
    }

    /** The link is there again. */
    void reconnected() {
        new ArrayList<>(open).forEach(Exchange::reconnected);
        watch();
    }

    void failEverything(MqboardException cause) {
        List<Exchange> all = new ArrayList<>(open);
        all.forEach(exchange -> exchange.fail(cause));
    }

    private void watch() {
        if (timer == null && !open.isEmpty() && connected()) {
            timer = context.loop().schedule(Duration.ofMillis(500), this::onTime);
        }
    }

    private void onTime() {
        timer = null;
        if (!connected()) {
            return;
        }
        long now = now();
        for (Exchange exchange : new ArrayList<>(open)) {
            exchange.time(now);
        }
        watch();
    }
}
