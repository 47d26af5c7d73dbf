package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.transport.BrokerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkFaultsIT {
    private MosquittoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void startServer() {
        server = MosquittoServer.plain();
        proxy = FaultProxy.mqtt(server.host(), server.port());
    }

    @AfterEach
    void stopServer() throws Exception {
        proxy.close();
        server.close();
    }

    private LinkHarness harness() throws Exception {
        return new LinkHarness(BrokerOptions.of(proxy.host(), proxy.port(), null));
    }

    @Test
    void brokerKilledAndBack_subscriptionsAreRestored() throws Exception {
        try (LinkHarness harness = new LinkHarness(BrokerOptions.of(server.host(), server.port(), null)).connected()) {
            harness.subscribe("a/#", 1);
            server.kill();
            String lost = harness.events.next();
            assertTrue(lost.startsWith("lost: the connection to 127.0.0.1:" + server.port() + " was lost: "), lost);
            server.start();
            harness.events.next("connected again");
            harness.publish("a/b", "back", 1, false);
            assertEquals("message a/b back", harness.events.next());
        }
    }

    @Test
    void cutWithFinAndReset_comesBackEachTime() throws Exception {
        try (LinkHarness harness = harness().connected()) {
            harness.subscribe("a", 0);
            for (FaultProxy.Cut how : List.of(FaultProxy.Cut.FIN, FaultProxy.Cut.RST)) {
                proxy.cut(how);
                harness.events.next("lost: ");
                assertEquals("connected again", harness.events.next());
            }
            harness.publish("a", "x", 0, false);
            assertEquals("message a x", harness.events.next());
            assertEquals(3, proxy.accepted());
        }
    }

    @Test
    void cutDuringConnect_triesAgain() throws Exception {
        proxy.toClient().cutAfterBytes(2, FaultProxy.Cut.RST);
        try (LinkHarness harness = harness().start()) {
            harness.events.next("failed: ");
            assertEquals("connected", harness.events.next());
        }
    }

    @Test
    void latency_isExact() throws Exception {
        try (LinkHarness harness = harness().connected()) {
            harness.subscribe("a", 0);
            proxy.toServer().latency(Duration.ofMillis(25));
            proxy.toClient().latency(Duration.ofMillis(25));
            long start = System.nanoTime();
            harness.publish("a", "x", 1, false);
            double millis = (double) (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(1);
            assertTrue(millis >= 50 && millis < 150, millis + " ms");
        }
    }

    @Test
    void blackHole_noticedByKeepAlive() throws Exception {
        BrokerOptions usual = BrokerOptions.of(proxy.host(), proxy.port(), null);
        BrokerOptions options = new BrokerOptions(
                usual.host(),
                usual.port(),
                null,
                null,
                null,
                Duration.ofSeconds(5),
                usual.connectTimeout(),
                usual.replyTimeout());
        try (LinkHarness harness = new LinkHarness(options).connected()) {
            proxy.toClient().silent(true);
            long start = System.nanoTime();
            String lost = harness.events.next("lost: ");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertTrue(lost.contains("nothing heard for"), lost);
            assertTrue(seconds <= 8, seconds + " s");
            proxy.toClient().silent(false);
            assertEquals("connected again", harness.events.next("connected"));
        }
    }

    @Test
    void publishes_droppedDuplicatedAndSwapped_asTheTestSays() throws Exception {
        try (LinkHarness harness = harness().connected()) {
            harness.subscribe("a", 1);
            proxy.toClient().dropPublish(2);
            for (String text : new String[] {"1", "2", "3"}) {
                harness.publish("a", text, 0, false);
            }
            assertEquals("message a 1", harness.events.next());
            assertEquals("message a 3", harness.events.next());
            proxy.toClient().clear().duplicatePublishes(true);
            harness.publish("a", "4", 1, false);
            assertEquals("message a 4", harness.events.next());
            assertEquals("message a 4 dup", harness.events.next());
            proxy.toClient().clear().swapPublishes(true);
            harness.publish("a", "5", 0, false);
            harness.publish("a", "6", 0, false);
            assertEquals("message a 6", harness.events.next());
            assertEquals("message a 5", harness.events.next());
        }
    }
}
