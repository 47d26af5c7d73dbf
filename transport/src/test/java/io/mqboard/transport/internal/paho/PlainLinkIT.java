package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.transport.BrokerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlainLinkIT {
    private static MosquittoServer server;

    @BeforeAll
    static void startServer() {
        server = MosquittoServer.plain();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static LinkHarness harness() throws Exception {
        return new LinkHarness(BrokerOptions.of(server.host(), server.port(), null));
    }

    @Test
    void publish_subscribed_comesBack() throws Exception {
        try (LinkHarness harness = harness().connected()) {
            harness.subscribe("plain/+", 1);
            harness.publish("plain/a", "null", 0, false);
            harness.publish("plain/b", "one", 1, false);
            assertEquals("message plain/a null", harness.events.next());
            assertEquals("message plain/b one", harness.events.next());
        }
    }

    @Test
    void subscribe_retained_isMarked() throws Exception {
        try (LinkHarness harness = harness().connected()) {
            harness.publish("kept/a", "text", 1, true);
            harness.subscribe("kept/#", 1);
            assertEquals("message kept/a text retained", harness.events.next());
        }
    }

    @Test
    void publish_fiveHundredAtQos1_allAcknowledged() throws Exception {
        try (LinkHarness harness = harness().connected()) {
            harness.subscribe("many", 1);
            for (int i = 0; i < 500; i++) {
                harness.publish("many", "m" + i, 1, false);
            }
            for (int i = 0; i < 500; i++) {
                assertEquals("message many m" + i, harness.events.next());
            }
        }
    }

    @Test
    void connectAndClose_medians_areShort() throws Exception {
        Timing.check("plain connect", 21, 100, PlainLinkIT::harness);
    }
}
