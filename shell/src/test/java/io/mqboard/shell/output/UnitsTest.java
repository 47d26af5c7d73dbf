package io.mqboard.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void sizes() {
        assertEquals("0 B", Units.bytes(0));
        assertEquals("999 B", Units.bytes(999));
        assertEquals("1.0 KB", Units.bytes(1000));
        assertEquals("12.3 KB", Units.bytes(12_345));
        assertEquals("100 KB", Units.bytes(99_951));
        assertEquals("1.0 MB", Units.bytes(999_999));
        assertEquals("3000 GB", Units.bytes(3_000_000_000_000L));
    }

    @Test
    void times() {
        assertEquals("0.31 s", Units.seconds(0.309));
        assertEquals("1.0 s", Units.seconds(0.999));
        assertEquals("59.9 s", Units.seconds(59.94));
        assertEquals("3 min", Units.seconds(170));
        assertEquals("now", Units.ago(Duration.ofMillis(-5)));
        assertEquals("119 s ago", Units.ago(Duration.ofSeconds(119)));
        assertEquals("2 min ago", Units.ago(Duration.ofSeconds(120)));
        assertEquals("3 d ago", Units.ago(Duration.ofDays(3)));
    }
}
