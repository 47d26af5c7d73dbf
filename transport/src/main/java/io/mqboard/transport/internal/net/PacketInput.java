package io.mqboard.transport.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The broker's packets as they come in, buffered and watched: the first one must be a CONNACK, and none may be larger than a limit. The MQTT
 * library would allocate whatever length a packet announces, up to 256 MB; here a PUBLISH above the limit is read past and becomes an empty
 * message to {@link #OVERSIZE_TOPIC}, so that it is acknowledged and the connection goes on.
 *
 * <p>Read by one thread; what it has found out may be asked by any.
 */
public final class PacketInput extends InputStream {
    /** Whom messages may go to without the library. Called by the reading thread. */
    public interface Shortcut {
        /** A message of QoS 0. True if it was taken; false if the library is to have it. */
        boolean take(String topic, byte[] payload, boolean retained);

        /** A message goes to the library. */
        void passing();
    }

    /** Where too large messages seem to be addressed. */
    public static final String OVERSIZE_TOPIC = "$oversize";

    /** Largest packet that is passed on: header and 1 MiB. */
    static final int MAX_PACKET_BYTES = (1 << 20) + 66_000;

    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;

    private final InputStream source;
    private final Consumer<@Nullable IOException> ended;
    private final byte[] buffer = new byte[16_384];
    private int position;
    private int limit;

    /** A packet's fixed header (or a whole packet put in its place) on its way to the reader. */
    private byte[] head = new byte[0];

    private int headPosition;
    /** Bytes of the present packet that are still to come from the source. */
    private int rest;

    private boolean first = true;
    private boolean over;
    private volatile int returnCode = -1;
    private volatile byte[] greeting = new byte[0];
    private volatile long heardNanos = System.nanoTime();
    private volatile @Nullable Shortcut shortcut;

    PacketInput(InputStream source, Consumer<@Nullable IOException> ended) {
        this.source = source;
        this.ended = ended;
    }

    /** From now on messages are offered there first. */
    public void shortcut(Shortcut offered) {
        shortcut = offered;
    }

    /** The CONNACK's return code, or -1 before it came. */
    public int returnCode() {
        return returnCode;
    }

    /** The first bytes that came, if they were no CONNACK; else empty. */
    public byte[] greeting() {
        return greeting.clone();
    }

    /** When something came in last, on the clock of {@link System#nanoTime}. */
    public long heardNanos() {
        return heardNanos;
    }

    @Override
    public int available() {
        return head.length - headPosition + Math.min(rest, limit - position);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            return take(bytes, offset, length);
        } catch (IOException e) {
            end(e);
            throw e;
        } catch (RuntimeException e) {
            // The TLS layer throws these for some kinds of rubbish.
            IOException wrapped = new IOException(e);
            end(wrapped);
            throw wrapped;
        }
    }

    private int take(byte[] bytes, int offset, int length) throws IOException {
        while (headPosition == head.length && rest == 0) {
            if (!nextPacket()) {
                end(null);
                return -1;
            }
        }
        if (headPosition < head.length) {
            int count = Math.min(length, head.length - headPosition);
            System.arraycopy(head, headPosition, bytes, offset, count);
            headPosition += count;
            return count;
        }
        if (!have(1)) {
            end(null);
            return -1;
        }
        int count = Math.min(Math.min(length, rest), limit - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        rest -= count;
        return count;
    }

    /** Reads the next packet's fixed header into {@link #head}. False at the end of the stream. */
    private boolean nextPacket() throws IOException {
        if (!have(1)) {
            return false;
        }
        if (first) {
            checkFirst();
        }
        int type = buffer[position++] & 0xFF;
        byte[] fixed = {(byte) type, 0, 0, 0, 0};
        int count = 1;
        int length = 0;
        int digit;
        do {
            if (count == fixed.length || !have(1)) {
                throw new IOException("malformed packet length");
            }
            digit = buffer[position++] & 0xFF;
            fixed[count] = (byte) digit;
            length |= (digit & 0x7F) << (7 * (count - 1));
            count++;
        } while ((digit & 0x80) != 0);
        head = Arrays.copyOf(fixed, count);
        headPosition = 0;
        rest = length;
        if (length > MAX_PACKET_BYTES) {
            replace(type);
        }
        Shortcut offered = shortcut;
        if (offered != null && (type & 0xF0) == PUBLISH) {
            offer(offered, type);
        }
        return true;
    }

    /** Offers the message that is to come; its packet becomes nothing if it is taken. */
    private void offer(Shortcut offered, int type) throws IOException {
        if ((type & 0x06) == 0 && rest > 1) {
            int fixed = head.length;
            byte[] packet = Arrays.copyOf(head, fixed + rest);
            fill(packet, fixed);
            head = packet;
            int at = fixed + 2 + ((packet[fixed] & 0xFF) << 8 | (packet[fixed + 1] & 0xFF));
            if (at <= packet.length) {
                String topic = new String(packet, fixed + 2, at - fixed - 2, StandardCharsets.UTF_8);
                if (offered.take(topic, Arrays.copyOfRange(packet, at, packet.length), (type & 1) != 0)) {
                    head = new byte[0];
                    return;
                }
            }
        }
        offered.passing();
    }

    /** Reads the rest of the present packet. */
    private void fill(byte[] packet, int from) throws IOException {
        int at = from;
        while (at < packet.length) {
            if (!have(1)) {
                throw new IOException("the stream ended within a packet");
            }
            int count = Math.min(packet.length - at, limit - position);
            System.arraycopy(buffer, position, packet, at, count);
            position += count;
            at += count;
        }
        rest = 0;
    }

    private void checkFirst() throws IOException {
        first = false;
        boolean whole = have(4);
        if ((buffer[position] & 0xFF) != CONNACK || (whole && buffer[position + 1] != 2)) {
            greeting = Arrays.copyOfRange(buffer, position, Math.min(limit, position + 64));
            throw new IOException("not MQTT");
        }
        if (whole) {
            returnCode = buffer[position + 3] & 0xFF;
        }
    }

    /** Reads past a packet that is too large and puts an empty message with the same packet identifier in its place. */
    private void replace(int type) throws IOException {
        if ((type & 0xF0) != PUBLISH) {
            throw new IOException("a packet of " + rest + " bytes");
        }
        int topicLength = next() << 8 | next();
        skip(topicLength);
        int identifierBytes = (type & 0x06) == 0 ? 0 : 2;
        byte[] topic = OVERSIZE_TOPIC.getBytes(StandardCharsets.US_ASCII);
        byte[] packet = new byte[2 + 2 + topic.length + identifierBytes];
        packet[0] = (byte) (type & ~0x01);
        packet[1] = (byte) (packet.length - 2);
        packet[3] = (byte) topic.length;
        System.arraycopy(topic, 0, packet, 4, topic.length);
        for (int i = packet.length - identifierBytes; i < packet.length; i++) {
            packet[i] = (byte) next();
        }
        skip(rest);
        head = packet;
    }

    private int next() throws IOException {
        if (rest == 0 || !have(1)) {
            throw new IOException("malformed packet");
        }
        rest--;
        return buffer[position++] & 0xFF;
    }

    private void skip(int count) throws IOException {
        int left = count;
        if (left > rest) {
            throw new IOException("malformed packet");
        }
        while (left > 0) {
            if (!have(1)) {
                throw new IOException("the stream ended within a packet");
            }
            int step = Math.min(left, limit - position);
            position += step;
            rest -= step;
            left -= step;
        }
    }

    /** Waits until so many bytes are buffered. False if the stream ends before. */
    private boolean have(int count) throws IOException {
        while (limit - position < count) {
            if (position == limit) {
                position = 0;
                limit = 0;
            } else if (position + count > buffer.length) {
                System.arraycopy(buffer, position, buffer, 0, limit - position);
                limit -= position;
                position = 0;
            }
            int read = source.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
            heardNanos = System.nanoTime();
        }
        return true;
    }

    private void end(@Nullable IOException reason) {
        if (!over) {
            over = true;
            ended.accept(reason);
        }
    }
}
