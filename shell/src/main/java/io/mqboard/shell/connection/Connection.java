package io.mqboard.shell.connection;

import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.logs.LogHub;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The session with the broker: there is at most one at a time, and another one after {@code %connect}. Changed by the command thread;
 * {@link #current}, {@link #state}, {@link #boards} and, while there is a session, {@link #logs} are for any.
 */
public final class Connection implements AutoCloseable {
    /** Opens sessions; tests open a fake. */
    public interface Opener {
        BrokerSession open(BrokerOptions options) throws MqboardException;
    }

    /** Told about sessions, on the command thread. */
    public interface Follower {
        /** A session was opened, which is still connecting. */
        void opened(BrokerSession session);

        /** The session was closed, with all that belonged to it. */
        default void closed() {}
    }

    private final Opener opener;
    private final Configuration configuration;
    private final InstantSource clock;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable BrokerSession session;
    private @Nullable LogHub logs;
    /** Whether a command has ended the session: nothing else opens another. */
    private boolean ended;

    public Connection(Opener opener, Configuration configuration, InstantSource clock) {
        this.opener = opener;
        this.configuration = configuration;
        this.clock = clock;
        configuration.onChange(this::limit);
    }

    private void limit(Settings settings) {
        BrokerSession open = session;
        if (open != null) {
            open.replyTimeout(settings.broker().replyTimeout());
        }
    }

    /** Tells this follower about all sessions, the present one among them. */
    public void follow(Follower follower) {
        followers.add(follower);
        BrokerSession open = session;
        if (open != null) {
            follower.opened(open);
        }
    }

    /** The session, opened by the first call; does not wait until it is connected. */
    public BrokerSession session() throws MqboardException {
        BrokerSession open = session;
        if (open != null) {
            return open;
        }
        if (ended) {
            throw new ConnectionLostException("there is no connection to a broker; %connect makes one");
        }
        return open();
    }

    /** Closes the session that is open, and opens another with the present settings. */
    public BrokerSession renew() throws MqboardException {
        close();
        return open();
    }

    private BrokerSession open() throws MqboardException {
        BrokerSession open = opener.open(configuration.settings().broker());
        session = open;
        followers.forEach(follower -> follower.opened(open));
        return open;
    }

    /** The session, if there is one. */
    public @Nullable BrokerSession current() {
        return session;
    }

    /** The state of the session; closed without one. */
    public BrokerSession.State state() {
        BrokerSession open = session;
        return open == null ? BrokerSession.State.CLOSED : open.state();
    }

    /** The boards that are known, none without a session. */
    public List<BoardStatus> boards() {
        BrokerSession open = session;
        return open == null ? List.of() : open.boards();
    }

    /** Log lines of the session's boards; opens the session as {@link #session} does. */
    public synchronized LogHub logs() throws MqboardException {
        LogHub open = logs;
        if (open == null) {
            open = new LogHub(session(), clock);
            logs = open;
        }
        return open;
    }

    private synchronized @Nullable LogHub forget() {
        LogHub listening = logs;
        session = null;
        logs = null;
        return listening;
    }

    /** Ends the session in good order. */
    @Override
    public void close() {
        ended = true;
        BrokerSession open = session;
        LogHub listening = forget();
        if (listening != null) {
            listening.showAbove(null);
        }
        if (open != null) {
            open.close();
            followers.forEach(Follower::closed);
        }
    }
}
