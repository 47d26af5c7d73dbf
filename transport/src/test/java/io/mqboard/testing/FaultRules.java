package io.mqboard.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a {@link FaultProxy} does to one direction. Counts begin anew when a rule is set; a cut happens once. Safe for use by many threads.
 */
public final class FaultRules {
    private static final int PUBLISH = 3;

    private long latencyNanos;
    private long bytesPerSecond;
    private boolean silent;
    private long bytesUntilCut = Long.MAX_VALUE;
    private FaultProxy.Cut byteCut = FaultProxy.Cut.FIN;
    private int publishesUntilCut = Integer.MAX_VALUE;
    private int packetsUntilCut = Integer.MAX_VALUE;
    private FaultProxy.Cut publishCut = FaultProxy.Cut.FIN;
    private boolean duplicating;
    private boolean swapping;
    private byte[] swapped;
    private int publishesUntilAction = Integer.MAX_VALUE;
    private Runnable action = () -> {};
    private int counted;
    private Set<Integer> dropped = Set.of();
    private int dropEvery;
    private int passed;
    private long bytes;

    /** Delays every byte by the same time. */
    public synchronized FaultRules latency(Duration time) {
        latencyNanos = time.toNanos();
        return this;
    }

    /** Lets so many bytes through in a second; 0 for no limit. */
    public synchronized FaultRules bytesPerSecond(long count) {
        bytesPerSecond = count;
        return this;
    }

    /** While on, everything vanishes and nothing is said: a black hole. */
    public synchronized FaultRules silent(boolean on) {
        silent = on;
        return this;
    }

    /** Lets so many more bytes through and cuts the connection when the next one comes. */
    public synchronized FaultRules cutAfterBytes(long count, FaultProxy.Cut how) {
        bytesUntilCut = count;
        byteCut = how;
        return this;
    }

    /** Cuts the connection instead of passing on the n-th PUBLISH from now (1 = the next). */
    public synchronized FaultRules cutAtPublish(int n, FaultProxy.Cut how) {
        publishesUntilCut = n;
        publishCut = how;
        return this;
    }

    /** Cuts the connection instead of passing on the n-th packet of any type from now (1 = the next). */
    public synchronized FaultRules cutAtPacket(int n, FaultProxy.Cut how) {
        packetsUntilCut = n;
        publishCut = how;
        return this;
    }

    /** Does something, once, when the n-th PUBLISH from now comes (1 = the next), before it is passed on. */
    public synchronized FaultRules atPublish(int n, Runnable what) {
        publishesUntilAction = n;
        action = what;
        return this;
    }

    /** A cut at a packet, or what is to be done at one, is still to come. */
    public synchronized boolean cutIsDue() {
        return Math.min(packetsUntilCut, Math.min(publishesUntilCut, publishesUntilAction)) != Integer.MAX_VALUE;
    }

    /** While on, every PUBLISH comes twice; the copy of one with QoS 1 has the DUP flag. */
    public synchronized FaultRules duplicatePublishes(boolean on) {
        duplicating = on;
        return this;
    }

    /** While on, each pair of PUBLISH packets comes in the wrong order. */
    public synchronized FaultRules swapPublishes(boolean on) {
        swapping = on;
        return this;
    }

    /** Swallows the n-th PUBLISH packets from now (1 = the next). */
    public synchronized FaultRules dropPublish(Integer... n) {
        counted = 0;
        dropped = new HashSet<>(List.of(n));
        return this;
    }

    /** Swallows each n-th PUBLISH; 0 for none. */
    public synchronized FaultRules dropEvery(int n) {
        counted = 0;
        dropEvery = n;
        return this;
    }

    /** Forgets all rules. */
    public synchronized FaultRules clear() {
        latencyNanos = 0;
        bytesPerSecond = 0;
        silent = false;
        bytesUntilCut = Long.MAX_VALUE;
        publishesUntilCut = Integer.MAX_VALUE;
        packetsUntilCut = Integer.MAX_VALUE;
        publishesUntilAction = Integer.MAX_VALUE;
        duplicating = false;
        swapping = false;
        swapped = null;
        dropped = Set.of();
        dropEvery = 0;
        return this;
    }

    /** Bytes that came out of the proxy so far. */
    public synchronized long bytes() {
        return bytes;
    }

    /** PUBLISH packets that came since what is swallowed was set. */
    public synchronized int counted() {
        return counted;
    }

    /** PUBLISH packets that came into the proxy so far. */
    public synchronized int publishes() {
        return passed;
    }

    synchronized long latencyNanos() {
        return latencyNanos;
    }

    /** How long the line is busy with so many bytes. */
    synchronized long nanosFor(int bytes) {
        return bytesPerSecond == 0 ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
    }

    synchronized boolean silent() {
        return silent;
    }

    synchronized FaultProxy.Cut byteCut() {
        return byteCut;
    }

    synchronized FaultProxy.Cut publishCut() {
        return publishCut;
    }

    /** How many of so many bytes go through; fewer than asked for: cut then, once. */
    synchronized int allowed(int count) {
        int allowed = beforeCut(count);
        bytes += allowed;
        return allowed;
    }

    private int beforeCut(int count) {
        if (bytesUntilCut == Long.MAX_VALUE) {
            return count;
        }
        if (bytesUntilCut >= count) {
            bytesUntilCut -= count;
            return count;
        }
        int left = (int) bytesUntilCut;
        bytesUntilCut = Long.MAX_VALUE;
        return left;
    }

    /** What becomes of a packet: itself, nothing, or several; null to cut the connection. */
    synchronized List<byte[]> apply(byte[] packet) {
        if (packetsUntilCut != Integer.MAX_VALUE && --packetsUntilCut == 0) {
            packetsUntilCut = Integer.MAX_VALUE;
            return null;
        }
        if (((packet[0] & 0xFF) >> 4) != PUBLISH) {
            return List.of(packet);
        }
        passed++;
        counted++;
        if (publishesUntilAction != Integer.MAX_VALUE && --publishesUntilAction == 0) {
            publishesUntilAction = Integer.MAX_VALUE;
            action.run();
        }
        if (publishesUntilCut != Integer.MAX_VALUE && --publishesUntilCut == 0) {
            publishesUntilCut = Integer.MAX_VALUE;
            return null;
        }
        if (dropped.contains(counted) || (dropEvery > 0 && counted % dropEvery == 0)) {
            return List.of();
        }
        if (swapping && swapped == null) {
            swapped = packet;
            return List.of();
        }
        List<byte[]> result = new ArrayList<>();
        add(result, packet);
        if (swapped != null) {
            add(result, swapped);
            swapped = null;
        }
        return result;
    }

    private void add(List<byte[]> result, byte[] packet) {
        result.add(packet);
        if (duplicating) {
            byte[] copy = packet.clone();
            if ((copy[0] & 0x06) != 0) {
                copy[0] |= 0x08;
            }
            result.add(copy);
        }
    }
}
