package io.mqboard.transport.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test during which a thread died of an exception that nobody caught. JUnit finds it by itself (service file and {@code
 * junit-platform.properties}); no test names it, except one that kills a thread on purpose and calls {@link #clear}.
 */
public final class UncaughtExceptions implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Queue<Throwable> CAUGHT = new ConcurrentLinkedQueue<>();

    /** Forgets what was caught so far. */
    public static void clear() {
        CAUGHT.clear();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                CAUGHT.add(new AssertionError("uncaught in thread \"" + thread.getName() + "\"", thrown)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failIfAny();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failIfAny();
    }

    private static void failIfAny() {
        Throwable first = CAUGHT.poll();
        if (first instanceof AssertionError error) {
            CAUGHT.forEach(error::addSuppressed);
            CAUGHT.clear();
            throw error;
        }
    }
}
