package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.board.Source;
import io.mqboard.transport.internal.wire.Header1;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes in numbered messages of 1,400 bytes, never more than {@link #WINDOW} messages ahead of what the board is known to have worked
 * on. How it is known differs: for {@code ota} the board says so.
 */
abstract class Upload extends Exchange {
    /** As the deployed tools send them. */
    static final int CHUNK_BYTES = 1400;

    /** Messages ahead of the board: together with a mark or two they fit into a broker's queue of 20. */
    static final int WINDOW = 16;

    private final String command;
    private final String name;
    private final Source source;
    private final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
    private int next;
    private long worked = -1;

    Upload(Lines lines, String command, String name, Source source) {
        super(lines);
        this.command = command;
        this.name = name;
        this.source = source;
    }

    /** Done, on the loop, when the board has said OK. */
    CompletableFuture<@Nullable Void> result() {
        return result;
    }

    /** Number of messages: an empty file is one empty message. */
    final int messages() {
        return (int) Math.max(1, (source.sizeBytes() + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    /** Whether a message may be sent as far as the protocol's own rules go. */
    boolean maySend(int sequence, long workedOn) {
        return true;
    }

    /** A message was sent. */
    void sent(int sequence) {}

    /** The board has worked on so many bytes. */
    void moved(long bytes) {}

    @Override
    void begin() {
        if (messages() > Header1.MAX_SEQUENCE + 1) {
            fail(new BoardErrorException("too-big", name + ": protocol 1 can send 45 MB at most"));
        } else {
            pump();
        }
    }

    /** The board has worked on all messages up to this one. */
    final void worked(int sequence) {
        if (sequence > worked && sequence < next) {
            worked = sequence;
            moved(Math.min(source.sizeBytes(), (worked + 1) * CHUNK_BYTES));
            pump();
        }
    }

    private void pump() {
        try {
            while (ready() && maySend(next, worked)) {
                long offset = (long) next * CHUNK_BYTES;
                int length = (int) Math.min(CHUNK_BYTES, source.sizeBytes() - offset);
                send(next, source.read(offset, length));
            }
        } catch (LocalFileException e) {
            fail(e);
        }
    }

    private boolean ready() {
        boolean more = !ended() && next < messages() && next <= worked + WINDOW;
        return more && lines.context().link().room() > 0;
    }

    private void send(int sequence, byte[] data) {
        byte[] message = Header1.encode(sequence, sequence == messages() - 1, data, data.length);
        next++;
        Object unused = lines.publish(command, id(), name, message).whenComplete((ok, lost) -> {
            if (lost != null) {
                fail(new ConnectionLostException(
                        lines.address() + ": the connection was lost while " + name + " was sent"));
            } else {
                pump();
            }
        });
        sent(sequence);
    }

    @Override
    void onReconnect() {
        fail(new ConnectionLostException(lines.address() + ": the connection was lost while " + name + " was sent"));
    }

    /** The text of a reply of one message. */
    static String text(byte[] message) {
        return new String(message, Header1.BYTES, message.length - Header1.BYTES, StandardCharsets.UTF_8);
    }

    @Override
    void onReply(int header, byte[] message) {
        if (text(message).equals("OK") && next == messages() && close()) {
            result.complete(null);
        }
    }

    @Override
    void onFailure(MqboardException cause) {
        result.completeExceptionally(cause);
    }
}
