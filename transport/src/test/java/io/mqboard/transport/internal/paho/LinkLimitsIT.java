package io.mqboard.transport.internal.paho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.ScriptedPeer;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.internal.link.LinkFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class LinkLimitsIT {
    private MosquittoServer server;

    @BeforeEach
    void startServer() {
        server = MosquittoServer.plain("max_queued_messages 2000");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    private LinkHarness harness() throws Exception {
        return new LinkHarness(BrokerOptions.of(server.host(), server.port(), null)).connected();
    }

    @Test
    void frozenBroker_roomEndsAndComesBack() throws Exception {
        try (LinkHarness harness = harness()) {
            server.freeze();
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            CompletableFuture<Void> tooMany = CompletableFuture.supplyAsync(
                            () -> {
                                while (harness.link.room() > 0) {
                                    sent.add(harness.link.publish("a", new byte[10], 1, false));
                                }
                                return harness.link.publish("a", new byte[10], 1, false);
                            },
                            harness.loop::execute)
                    .get(10, TimeUnit.SECONDS);
            assertInstanceOf(LinkFullException.class, failure(tooMany));
            assertEquals(PahoRequests.MAX_WAITING, sent.size());
            assertTrue(sent.stream().noneMatch(CompletableFuture::isDone));
            server.resume();
            CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).get(20, TimeUnit.SECONDS);
            harness.publish("a", "room again", 1, false);
        }
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS))
                .getCause();
    }

    private static Throwable failureOf(Callable<?> action) {
        return assertThrows(ExecutionException.class, action::call).getCause();
    }

    /** More of them than the broker sends without an acknowledgement. */
    @Test
    void tooLargeMessages_areSkippedAndAcknowledged() throws Exception {
        try (LinkHarness harness = harness()) {
            harness.subscribe("large/#", 1);
            byte[] large = new byte[1_200_000];
            for (int i = 0; i < 25; i++) {
                harness.on(() -> harness.link.publish("large/a", large, 1, false));
            }
            harness.publish("large/b", "small", 1, false);
            assertEquals("message large/b small", harness.events.next());
        }
    }

    @Test
    void impossibleTopics_failAloneAndAtOnce() throws Exception {
        try (LinkHarness harness = harness()) {
            for (String topic : new String[] {"a/#", "+", "", "a\u0000b"}) {
                Throwable e = failureOf(() -> harness.on(() -> harness.link.publish(topic, new byte[1], 1, false)));
                assertInstanceOf(IllegalArgumentException.class, e, topic);
            }
            for (String filter : new String[] {"a/#/b", "a+", ""}) {
                Throwable e = failureOf(() -> harness.on(() -> harness.link.subscribe(filter, 1)));
                assertInstanceOf(IllegalArgumentException.class, e, filter);
            }
            harness.subscribe("fine", 0);
            harness.publish("fine", "still", 0, false);
            assertEquals("message fine still", harness.events.next());
        }
    }

    @Test
    void refusedSubscription_failsAndTheLinkStays() throws Exception {
        byte[] connack = {0x20, 2, 0, 0};
        byte[] suback = {(byte) 0x90, 3, 0, 1, (byte) 0x80};
        try (ScriptedPeer peer = new ScriptedPeer((in, out) -> {
                    in.read(new byte[1024]);
                    out.write(connack);
                    out.flush();
                    in.read(new byte[1024]);
                    out.write(suback);
                    out.flush();
                    in.read(new byte[1024]);
                });
                LinkHarness harness = new LinkHarness(BrokerOptions.of("127.0.0.1", peer.port(), null)).connected()) {
            Throwable e = failureOf(() -> harness.on(() -> harness.link.subscribe("secret/#", 1)));
            assertInstanceOf(ConnectRefusedException.class, e);
            assertEquals("the broker does not allow to subscribe to 'secret/#'", e.getMessage());
        }
    }

    @Test
    void manyReconnects_leaveNoThreadsBehind() throws Exception {
        try (FaultProxy proxy = FaultProxy.mqtt(server.host(), server.port());
                LinkHarness harness = new LinkHarness(BrokerOptions.of(proxy.host(), proxy.port(), null)).connected()) {
            for (int i = 0; i < 4; i++) {
                proxy.cut(i % 2 == 0 ? FaultProxy.Cut.FIN : FaultProxy.Cut.RST);
                harness.events.next("connected again");
            }
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertTrue(ourThreads().size() <= 4, LinkLimitsIT::stacks));
            assertTrue(
                    ourThreads().stream().allMatch(Thread::isDaemon),
                    ourThreads().toString());
        }
        noThreadsAreLeft();
    }

    /** The link's threads and Paho's. */
    private static List<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mqboard")
                        || thread.getName().startsWith("MQTT"))
                .toList();
    }

    private static void noThreadsAreLeft() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertTrue(ourThreads().isEmpty(), LinkLimitsIT::stacks));
    }

    private static String stacks() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : ourThreads()) {
            text.append('\n').append(thread);
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("\n   ").append(frame);
            }
        }
        return text.toString();
    }

    @Test
    void close_isAGoodbyeForTheBroker() throws Exception {
        harness().close();
        await().atMost(Duration.ofSeconds(5)).until(() -> server.log().contains(" disconnected."));
        assertTrue(!server.log().contains("closed its connection"), server.log());
    }

    @Test
    void close_messagesOfAMomentBefore_stillArrive() throws Exception {
        try (LinkHarness other = harness()) {
            other.subscribe("last/#", 0);
            LinkHarness harness = harness();
            CompletableFuture<Void> closed = CompletableFuture.supplyAsync(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    var unused = harness.link.publish("last/" + i, new byte[0], i % 2, false);
                                }
                                return harness.link.close();
                            },
                            harness.loop::execute)
                    .get(10, TimeUnit.SECONDS);
            closed.get(10, TimeUnit.SECONDS);
            harness.close();
            for (int i = 0; i < 100; i++) {
                assertEquals("message last/" + i + " ", other.events.next());
            }
        }
    }

    @Test
    void close_frozenBroker_doesNotWait() throws Exception {
        LinkHarness harness = harness();
        server.freeze();
        CompletableFuture<Void> open = CompletableFuture.supplyAsync(
                        () -> harness.link.publish("a", new byte[1], 1, false), harness.loop::execute)
                .get(10, TimeUnit.SECONDS);
        long start = System.nanoTime();
        harness.close();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis < 1_500, millis + " ms");
        assertEquals("the session was closed", failure(open).getMessage());
        server.resume();
    }

    @Test
    void close_whileConnecting_isQuick() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.silent()) {
            LinkHarness harness = new LinkHarness(BrokerOptions.of("127.0.0.1", peer.port(), null)).start();
            await().atMost(Duration.ofSeconds(5)).until(() -> peer.accepted() == 1);
            long start = System.nanoTime();
            harness.close();
            assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(500));
            noThreadsAreLeft();
        }
    }
}
