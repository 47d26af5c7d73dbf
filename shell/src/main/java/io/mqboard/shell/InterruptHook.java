package io.mqboard.shell;

import io.mqboard.shell.script.ShellContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM where no terminal is being read: stops what runs on the board and lets the command say so before the process ends. A
 * shutdown hook costs nothing at the start, and the JVM ends with 130 or 143 by itself.
 */
final class InterruptHook extends Thread {
    /** A board stops within a second; a broker that is gone must not hold the process. */
    private static final long LIMIT_SECONDS = 3;

    private final ShellContext context;
    private final CountDownLatch finished = new CountDownLatch(1);

    InterruptHook(ShellContext context) {
        super("mqboard-interrupt");
        this.context = context;
    }

    /** The command has ended. */
    void finished() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException e) {
            // The process is ending: this very hook may be what ended the command.
        }
    }

    @Override
    public void run() {
        if (finished.getCount() == 0) {
            return;
        }
        context.interrupt();
        try {
            if (!finished.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                context.interrupt();
            }
        } catch (InterruptedException e) {
            // The process ends anyway.
        }
    }
}
