package io.mqboard.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client that logs a thousand lines a second, as no board of ours would. */
public final class LogFlood implements AutoCloseable {
    private static final int TOGETHER = 10;
    private static final int EVERY_MILLIS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final BrokerSession session;
    private final String address;
    private volatile long sent;

    /** Connects to a broker on this machine. */
    public LogFlood(BrokerOptions broker, String address) throws Exception {
        this.address = address;
        session = BrokerSession.open(broker);
        session.connected().get(30, TimeUnit.SECONDS);
    }

    /** One line, as it stands. */
    public void say(String line) {
        session.publish(address + "/log", line.getBytes(UTF_8), 0, false);
    }

    /** Begins. */
    public void begin() {
        var unused = clock.scheduleAtFixedRate(this::some, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many lines were sent so far. */
    public long sent() {
        return sent;
    }

    private void some() {
        for (int i = 0; i < TOGETHER; i++) {
            sent++;
            say("I 14:03:22.107    flood: line " + sent + " of a thousand in a second\t#" + sent);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        session.close();
    }
}
