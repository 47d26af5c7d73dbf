package io.mqboard.transport.internal;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.Call;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.board.Delivery;
import io.mqboard.transport.internal.link.FakeEventLoop;
import io.mqboard.transport.internal.link.FakeLink;
import io.mqboard.transport.testing.FakeBoard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A session, a network and a board in virtual time. */
final class Rig {
    static final String ADDRESS = "lab/one";
    static final String CLIENT = "tester0";

    final FakeEventLoop loop = new FakeEventLoop();
    final FakeLink link = new FakeLink();
    final FakeBoard fake;
    final SessionImpl session;

    /** What happens to a message on its way: (to the board?, how to deliver it). By default it arrives at once. */
    BiConsumer<Boolean, Runnable> network = (toBoard, deliver) -> loop.execute(deliver);

    /** Changes what the board sends. */
    Consumer<byte[]> corrupt = payload -> {};

    /** Whether the board hears and speaks. */
    boolean boardAlive = true;

    /** What sinks and futures run on. */
    Executor delivery = loop::execute;

    Rig() {
        this(true);
    }

    Rig(boolean bundles) {
        fake = new FakeBoard(bundles, (client, frame) -> fromBoard("/mqb/2/out/" + client, frame.encode()));
        SessionImpl.Workers workers = new SessionImpl.Workers() {
            @Override
            public Delivery delivery() {
                return task -> delivery.execute(task);
            }

            @Override
            public Executor work() {
                return loop::execute;
            }

            @Override
            public boolean isDelivery() {
                return true;
            }

            @Override
            public void stop() {}
        };
        session = new SessionImpl(loop, workers, link, () -> Instant.EPOCH, CLIENT, Duration.ofSeconds(10));
        link.onPublish(message -> {
            String in = ADDRESS + "/mqb/2/in/" + CLIENT;
            if (message.topic().equals(in)) {
                network.accept(true, () -> {
                    if (boardAlive) {
                        fake.receive(CLIENT, message.payload());
                    }
                });
            } else if (message.topic().startsWith("mqboard/mark/")) {
                loop.execute(() -> link.deliver(message.topic(), message.payload()));
            }
        });
        session.start();
        loop.runReady();
    }

    private void fromBoard(String suffix, byte[] payload) {
        corrupt.accept(payload);
        if (boardAlive) {
            network.accept(false, () -> link.deliver(ADDRESS + suffix, payload));
        }
    }

    /** A rig whose link is connected. */
    static Rig connected() {
        Rig rig = new Rig();
        rig.connect();
        return rig;
    }

    void connect() {
        link.connect();
        loop.runReady();
    }

    /** The board's presence record arrives. */
    void record(boolean online, boolean retained) {
        record(fake.record(online), retained);
    }

    /** The board's connection is cut, and the broker says so at once. */
    void cut() {
        boardAlive = false;
        record(lastWill(), false);
    }

    /** The board is connected again; messages reach it again before its record reaches us. */
    void back() {
        boardAlive = true;
        record(true, false);
    }

    String lastWill() {
        return "{\"mqb\":2,\"state\":\"offline\",\"boot\":\"" + fake.boot() + "\",\"reason\":\"lost\"}";
    }

    void record(String text, boolean retained) {
        byte[] record = text.getBytes(StandardCharsets.UTF_8);
        loop.execute(() -> link.deliver(ADDRESS + "/mqb/status", record, false, retained));
        loop.runReady();
    }

    Board board() {
        try {
            return session.board(ADDRESS);
        } catch (BadOptionException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts to run a source. */
    Running exec(String source) {
        Running running = new Running();
        running.call = board().exec(ExecMode.REPL, "<stdin>", source, running);
        loop.runReady();
        return running;
    }

    void millis(long millis) {
        loop.advance(Duration.ofMillis(millis));
    }

    /** The result of a call that must be done: waiting would be for ever in virtual time. */
    static <T> T done(Call<T> call) {
        if (!call.result().isDone()) {
            throw new AssertionError("not done");
        }
        return call.result().join();
    }

    /** What a call failed with. */
    static Throwable failure(Call<?> call) {
        if (!call.result().isDone()) {
            throw new AssertionError("not done");
        }
        try {
            call.result().join();
            throw new AssertionError("did not fail");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** A call and its output. */
    static final class Running implements OutputListener {
        Call<Void> call;
        final ByteArrayOutputStream[] streams = {
            new ByteArrayOutputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream()
        };

        @Override
        public void output(Channel channel, byte[] bytes) {
            streams[channel.ordinal()].writeBytes(bytes);
        }

        String text(Channel channel) {
            return streams[channel.ordinal()].toString(StandardCharsets.UTF_8);
        }

        boolean succeeded() {
            return call.result().isDone() && !call.result().isCompletedExceptionally();
        }
    }
}
