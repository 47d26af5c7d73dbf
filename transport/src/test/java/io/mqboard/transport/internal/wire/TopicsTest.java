package io.mqboard.transport.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqboard.transport.BadOptionException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void fault_addressesThatCanBe_none() {
        for (String good : List.of(
                "esp32", "esp32/test", "a/b/c/d/e/f/g/h", "wetter/hügel 7", "/leading", "a//b", "x".repeat(256))) {
            assertNull(Topics.fault(good), good);
        }
    }

    @Test
    void fault_addressesThatCannotBe_areSaid() {
        List<String> bad =
                List.of("", "a/", "a/+", "#", "a/#", "a\0b", "a\nb", "$SYS/x", "a/b/c/d/e/f/g/h/i", "é".repeat(129));
        for (String address : bad) {
            assertNotNull(Topics.fault(address), address);
            assertThrows(BadOptionException.class, () -> Topics.requireAddress(address));
        }
    }

    @Test
    void addressOfStatus_topics_areTakenApart() {
        assertEquals("lab/one", Topics.addressOfStatus("lab/one/mqb/status"));
        assertNull(Topics.addressOfStatus("lab/one/log"));
        assertNull(Topics.addressOfStatus("/mqb/status"));
        assertNull(Topics.addressOfStatus("a/b/c/d/e/f/g/h/i/mqb/status"));
    }

    @Test
    void statusFilter_levels_areCounted() {
        assertEquals("+/mqb/status", Topics.statusFilter(1));
        assertEquals("+/+/+/mqb/status", Topics.statusFilter(3));
    }
}
