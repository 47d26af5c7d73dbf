package io.mqboard.transport.internal.paho;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one Paho client: daemons, a new one for each task.
 *
 * <p>Also takes the waiting out of Paho's start. Paho's connecting thread starts three others and asks each every 100 ms whether it runs
 * yet, first after 100 ms: 300 ms for nothing. {@link #hasten} interrupts that thread while, and only while, it sleeps in one of those three
 * places; the sleep swallows the interrupt and looks again. Should a later Paho look different, nothing is interrupted, and connecting takes
 * its 300 ms.
 */
final class PahoThreads extends AbstractExecutorService implements ScheduledExecutorService {
    private static final String SLEEPERS = "org.eclipse.paho.client.mqttv3.internal.Comms";
    private static final long LOOK_NANOS = 100_000;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile @Nullable Thread connecting;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean shutdown;

    /** The first task that Paho hands over is the one that connects. */
    @Override
    public void execute(Runnable task) {
        boolean first = connecting == null;
        Thread thread = new Thread(first ? () -> connect(task) : task, "mqboard-paho");
        thread.setDaemon(true);
        if (first) {
            connecting = thread;
        }
        thread.start();
    }

    private void connect(Runnable task) {
        try {
            task.run();
        } finally {
            started.countDown();
        }
    }

    /**
     * Waits until the connecting thread has started the others, at most a second. The reader must not end before: the connecting thread
     * would wait for ever for the reader to run.
     */
    void awaitStarted() {
        try {
            boolean unused = started.await(GIVE_UP_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps the connecting thread from sleeping until it has done its work, at most for a second. Blocks for so long. */
    void hasten() {
        Thread thread = connecting;
        long end = System.nanoTime() + GIVE_UP_NANOS;
        while (thread != null && thread.isAlive() && end - System.nanoTime() > 0) {
            if (thread.getState() == Thread.State.TIMED_WAITING && sleepsInStart(thread.getStackTrace())) {
                thread.interrupt();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether the thread sleeps, called by the start method of one of Paho's parts. */
    static boolean sleepsInStart(StackTraceElement[] stack) {
        for (int i = 0; i + 1 < stack.length && i < 3; i++) {
            StackTraceElement caller = stack[i + 1];
            if (stack[i].getMethodName().startsWith("sleep")
                    && caller.getMethodName().equals("start")) {
                return caller.getClassName().startsWith(SLEEPERS);
            }
        }
        return false;
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    /** Says yes at once: nobody needs to wait for daemons that end by themselves. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("the event loop keeps the time");
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("the event loop keeps the time");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("the event loop keeps the time");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("the event loop keeps the time");
    }
}
