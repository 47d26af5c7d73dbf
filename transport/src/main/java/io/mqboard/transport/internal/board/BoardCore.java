package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.board.v1.Driver1;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.presence.Presence;
import io.mqboard.transport.internal.wire.JsonMap;
import io.mqboard.transport.internal.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a board is there and what it speaks, and has the right driver make the calls. Lives on the loop.
 *
 * <p>The first call sends HELLO at once, together with the subscriptions: for a board of protocol 2 nothing is lost by asking. Only when a
 * second passes without an answer and without a presence record, protocol 1 is tried as well; the first answer wins.
 */
final class BoardCore implements Session2.Owner {
    /** A call that waits for the driver. */
    private record Waiter(CallImpl<?> call, Consumer<Driver> start) {}

    private static final Duration PROBE1_AFTER = Duration.ofSeconds(1);

    private final Context context;
    private final Presence presence;
    private final String address;
    private final Session2 session;
    private final Driver driver2;
    private final Absence absence;
    private final List<Waiter> waiting = new ArrayList<>();
    private final List<EventLoop.Timer> timers = new ArrayList<>();

    private @Nullable Driver driver;
    private @Nullable Driver1 driver1;
    private boolean subscribed;
    private boolean attaching;

    BoardCore(Context context, Presence presence, String address) {
        this.context = context;
        this.presence = presence;
        this.address = address;
        session = new Session2(context, address, this);
        driver2 = new Driver2(context, session);
        absence = new Absence(context, () -> attachFailed(silence()));
    }

    /** Makes a call as soon as it is known how. */
    void call(CallImpl<?> call, Consumer<Driver> start) {
        subscribe();
        if (absence.running()) {
            hold(call, start);
            return;
        }
        MqboardException offline = offline();
        if (offline != null) {
            call.failWith(offline);
        } else if (driver != null) {
            start.accept(driver);
        } else {
            hold(call, start);
            attach();
        }
    }

    private void hold(CallImpl<?> call, Consumer<Driver> start) {
        Waiter waiter = new Waiter(call, start);
        waiting.add(waiter);
        call.interruptBy(() -> interrupted(waiter));
    }

    /** The protocol found, 0 if none yet. */
    int protocol() {
        return driver == null ? 0 : driver == driver2 ? 2 : 1;
    }

    /** The last round trip that was measured, -1 before the first. For any thread. */
    long lastRttMillis() {
        return session.pace().lastRttMillis();
    }

    void interruptAll() {
        subscribe();
        session.interruptAll();
    }

    private void interrupted(Waiter waiter) {
        if (waiting.remove(waiter)) {
            waiter.call.failWith(new InterruptedCallException(address + ": interrupted before it was sent"));
        }
    }

    private void subscribe() {
        if (!subscribed) {
            subscribed = true;
            context.router().route(Topics.out(address, context.client()), session::onMessage);
            Object unusedStatus = context.link().subscribe(Topics.status(address), 0);
            Object unused = context.link().subscribe(Topics.out(address, context.client()), 0);
        }
    }

    // ---- finding out

    private void attach() {
        if (!attaching) {
            attaching = true;
            session.helloNow();
            startClocks();
        }
    }

    private void startClocks() {
        if (attaching && timers.isEmpty() && context.link().connected()) {
            Duration limit = Duration.ofMillis(context.replyTimeoutMillis());
            timers.add(context.loop().schedule(PROBE1_AFTER, this::probe1));
            timers.add(context.loop().schedule(limit, () -> attachFailed(silence())));
        }
    }

    private void stopClocks() {
        timers.forEach(EventLoop.Timer::cancel);
        timers.clear();
    }

    /**
     * A board of both protocols that has lost the first HELLO must not be taken for one of protocol 1: it gets another one before the
     * question of protocol 1, and answers in order.
     */
    private void probe1() {
        if (attaching && presence.board(address).isEmpty()) {
            session.helloAgain();
            Driver1 found = driver1 == null ? new Driver1(context, address) : driver1;
            driver1 = found;
            found.probe(() -> {
                if (attaching) {
                    attached(found);
                }
            });
        }
    }

    private void attachFailed(MqboardException cause) {
        attaching = false;
        stopClocks();
        List<Waiter> failed = new ArrayList<>(waiting);
        waiting.clear();
        failed.forEach(waiter -> waiter.call.failWith(cause));
    }

    private void attached(Driver found) {
        driver = found;
        attaching = false;
        stopClocks();
        List<Waiter> ready = new ArrayList<>(waiting);
        waiting.clear();
        ready.forEach(waiter -> waiter.start.accept(found));
    }

    @Override
    public void welcomed(JsonMap record) {
        presence.welcomed(address, record);
        attached(driver2);
    }

    // ---- presence

    private @Nullable MqboardException offline() {
        BoardStatus status = presence.board(address).orElse(null);
        return status == null || status.online() ? null : offline(status);
    }

    private MqboardException offline(BoardStatus status) {
        String why = status.reason().isEmpty() ? "" : " (" + Errors.oneLine(status.reason()) + ")";
        return new BoardOfflineException(address + " is offline" + why);
    }

    @Override
    public MqboardException silence() {
        BoardStatus status = presence.board(address).orElse(null);
        long seconds = Math.max(1, context.replyTimeoutMillis() / 1000);
        if (status == null && driver == null) {
            return new BoardOfflineException("no board answers at " + address + " (waited " + seconds + " s)");
        }
        if (status != null && !status.online()) {
            return offline(status);
        }
        return new BoardTimedOutException(address + " did not answer within " + seconds + " s");
    }

    /** Its presence record came or changed. */
    void statusChanged(BoardStatus status, @Nullable BoardStatus before, boolean retained) {
        if (!status.online()) {
            wentOffline(status, before);
            return;
        }
        absence.end();
        if (driver != driver2) {
            // A record of protocol 2: the board has learnt it, or its first answer was lost.
            driver = null;
        }
        session.bootSeen(status.bootId());
        if (!retained && (before == null || !before.online())) {
            session.boardBack();
        }
        if (!waiting.isEmpty() && driver != null) {
            attached(driver);
        } else if (!waiting.isEmpty()) {
            attach();
        }
    }

    /** What was sent to a board that is only cut off waits as long as for any answer: the board takes it up again, or says that it cannot. */
    private void wentOffline(BoardStatus status, @Nullable BoardStatus before) {
        if (!absence.begins(status, before)) {
            MqboardException cause = offline(status);
            attachFailed(cause);
            session.failUnaccepted(cause);
        }
    }

    // ---- the link

    void connected() {
        startClocks();
        absence.resume();
        session.connected();
        if (driver1 != null) {
            driver1.reconnected();
        }
    }

    void disconnected() {
        stopClocks();
        absence.pause();
    }

    /** The link has been away for too long, or is closed: nothing that waits will come. */
    void giveUp(MqboardException cause) {
        absence.end();
        attachFailed(cause);
        session.failEverything(cause);
        if (driver1 != null) {
            driver1.giveUp(cause);
        }
    }

    void bye() {
        session.bye();
    }
}
