package io.mqboard.shell.doctor;

import io.mqboard.shell.command.Context;
import io.mqboard.shell.magics.boards.RoundTrip;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks at the broker from here. */
public final class BrokerCheck {
    private static final String SUBJECT = "broker";
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int TRIPS = 21;
    private static final int SMALL_BYTES = 64;
    private static final int BURST = 200;
    /** What a board's window of 32 KB takes at the least. */
    private static final int LEAST_QUEUE = 20;

    private static final int LEAST_BYTES = 4096 + 64;
    private static final int[] SIZES = {1024, LEAST_BYTES, 16_384, 65_536, 262_144};
    private static final long SLOW_MICROS = 1_000_000;

    private final Context context;
    private final BrokerSession session;
    private final List<Finding> findings = new ArrayList<>();

    public BrokerCheck(Context context, BrokerSession session) {
        this.context = context;
        this.session = session;
    }

    /** Measures it all; a few hundred messages, a second or so on a good line. */
    public List<Finding> run() throws MqboardException {
        try (Echo echo = new Echo(context, session, LIMIT)) {
            String refusal = echo.refusal();
            if (refusal != null || echo.send(1, SMALL_BYTES) == 0) {
                String why = refusal == null ? "a message to " + echo.topic() + " did not come back" : refusal;
                findings.add(Finding.wrong(
                        SUBJECT,
                        "access rights",
                        SafeText.line(why),
                        "let this user publish and subscribe to mqboard/# (and to <board>/mqb/# and <board>/log)"));
                return findings;
            }
            findings.add(Finding.ok(SUBJECT, "access rights", "may publish and subscribe to mqboard/#"));
            roundTrip(echo);
            queue(echo);
            payload(echo);
            retained(echo);
        }
        return findings;
    }

    private void roundTrip(Echo echo) throws MqboardException {
        long[] micros = new long[TRIPS];
        int lost = 0;
        for (int i = 0; i < TRIPS; i++) {
            long start = System.nanoTime();
            lost += 1 - echo.send(1, SMALL_BYTES);
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        long median = micros[TRIPS / 2];
        String value = RoundTrip.millis(median) + " ms (median of " + TRIPS + "), lost " + lost;
        if (lost > 0) {
            findings.add(Finding.wrong(
                    SUBJECT,
                    "round trip",
                    value,
                    "messages get lost: look at the broker's log and limits, and at the line"));
        } else if (median > SLOW_MICROS) {
            findings.add(Finding.note(SUBJECT, "round trip", value, "a slow line: raise --timeout"));
        } else {
            findings.add(Finding.ok(SUBJECT, "round trip", value));
        }
    }

    private void queue(Echo echo) throws MqboardException {
        int back = echo.send(BURST, SMALL_BYTES);
        String value = back == BURST ? "at least " + BURST + " messages" : back + " of " + BURST + " messages at once";
        if (back < LEAST_QUEUE) {
            findings.add(Finding.wrong(
                    SUBJECT, "queue", value, "let it queue 20 messages a client at the least (max_queued_messages)"));
        } else if (back < BURST) {
            findings.add(Finding.note(
                    SUBJECT, "queue", value, "enough, but many boards at once will be slow (max_queued_messages)"));
        } else {
            findings.add(Finding.ok(SUBJECT, "queue", value));
        }
    }

    private void payload(Echo echo) throws MqboardException {
        int largest = 0;
        for (int size : SIZES) {
            if (echo.send(1, size) == 0) {
                break;
            }
            largest = size;
        }
        boolean all = largest == SIZES[SIZES.length - 1];
        String value = (all ? "at least " : "") + Units.bytes(largest);
        if (largest < LEAST_BYTES) {
            findings.add(Finding.wrong(
                    SUBJECT,
                    "largest message",
                    value,
                    "boards send 4 KB at once: raise the broker's limit (message_size_limit, max_packet_size)"));
        } else {
            findings.add(Finding.ok(SUBJECT, "largest message", value));
        }
    }

    private void retained(Echo echo) throws MqboardException {
        if (echo.retains()) {
            findings.add(Finding.ok(SUBJECT, "retained messages", "are kept"));
        } else {
            findings.add(Finding.wrong(
                    SUBJECT,
                    "retained messages",
                    "are not kept",
                    "boards are found by them: allow them (retain_available), and to this user"));
        }
    }
}
