package io.mqboard.transport.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class UncaughtExceptionsTest {
    private final UncaughtExceptions extension = new UncaughtExceptions();

    @Test
    void threadThatDies_failsTheTestOnce() throws InterruptedException {
        IllegalStateException cause = new IllegalStateException("on purpose");
        Thread thread = new Thread(
                () -> {
                    throw cause;
                },
                "doomed");
        thread.start();
        thread.join(5_000);

        AssertionError failure = assertThrows(AssertionError.class, () -> extension.afterEach(null));

        assertSame(cause, failure.getCause());
        assertDoesNotThrow(() -> extension.afterEach(null));
    }
}
