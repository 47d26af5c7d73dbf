package io.mqboard.transport.internal.board;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.JsonMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the board knows this client: the question for a session, and what the board has answered about itself. It only remembers; what
 * follows from an answer is the session's to do. Lives on the loop.
 */
final class Attachment {
    private enum State {
        IDLE,
        HELLO,
        OPEN
    }

    private final Hello hello;
    private State state = State.IDLE;
    private int number;
    private String boot = "";
    private int chunkBytes = 4096;
    private List<String> caps = List.of();
    private @Nullable MqboardException refusal;

    Attachment(LongSupplier timeoutMillis, Consumer<Frame> sender) {
        hello = new Hello(timeoutMillis, sender);
    }

    /** Whether the board is known to have this session. */
    boolean open() {
        return state == State.OPEN;
    }

    /** Whether HELLO waits for its answer. */
    boolean asking() {
        return state == State.HELLO;
    }

    /** The number that the board gave last, 0 before the first. */
    int number() {
        return number;
    }

    /** The largest piece of a stream that the board takes. */
    int chunkBytes() {
        return chunkBytes;
    }

    /** Whether the board has a capability. */
    boolean can(String capability) {
        return caps.contains(capability);
    }

    /** Whether a frame is about this session. */
    boolean owns(Frame frame) {
        return frame.session() == number && number != 0;
    }

    /** Whether a boot identifier belongs to another life of the board than the session. */
    boolean isOtherBoot(String seen) {
        return open() && !seen.isEmpty() && !seen.equals(boot);
    }

    /** Begins to ask for a session. */
    void ask(long now) {
        state = State.HELLO;
        refusal = null;
        hello.begin(now);
    }

    /** Asks once more if an answer is waited for, without waiting for its time. */
    void askAgain(long now) {
        if (asking()) {
            hello.send(now);
        }
    }

    /** Begins again with the same question if an answer is waited for: the link has come back. */
    void restart(long now) {
        if (asking()) {
            hello.restart(now);
        }
    }

    /** Asks again if it is time to. */
    void repeat(long now) {
        hello.repeat(now);
    }

    /** Whether the board has not answered in time. */
    boolean expired(long now) {
        return hello.expired(now);
    }

    /** When something will be due. */
    long nextAt() {
        return asking() ? hello.nextAt() : Alarm.NEVER;
    }

    /** The board has refused for now; this is what to fail with if it does not think better of it in time. */
    void refused(MqboardException cause) {
        refusal = cause;
    }

    /** Why the board has refused, or null. */
    @Nullable
    MqboardException refusal() {
        return refusal;
    }

    /** Whether a WELCOME answers the question that is asked. */
    boolean answeredBy(Frame welcome) {
        return asking() && hello.answeredBy(welcome);
    }

    /** Takes the board's answer. Returns whether the session is the one of before, with its requests. */
    boolean opened(Frame welcome, JsonMap record) {
        state = State.OPEN;
        boolean same = welcome.session() == number;
        number = welcome.session();
        boot = record.text("boot", "");
        chunkBytes = (int) Math.max(256, Math.min(65536, record.number("chunk", 4096)));
        caps = record.texts("caps");
        return same;
    }

    /** Neither has nor wants a session. */
    void closed() {
        state = State.IDLE;
    }
}
