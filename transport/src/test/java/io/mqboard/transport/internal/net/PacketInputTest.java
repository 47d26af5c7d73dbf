package io.mqboard.transport.internal.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketInputTest {
    private static final byte[] CONNACK = {0x20, 2, 0, 0};

    private final List<String> ended = new ArrayList<>();

    private PacketInput input(InputStream source) {
        return new PacketInput(source, reason -> ended.add(reason == null ? "end" : reason.getMessage()));
    }

    private static byte[] packet(int type, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type);
        int length = body.length;
        do {
            out.write(length > 127 ? length & 0x7F | 0x80 : length);
            length >>= 7;
        } while (length > 0);
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] publish(int flags, String topic, int identifier, int payloadBytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        body.write(name.length >> 8);
        body.write(name.length);
        body.writeBytes(name);
        if ((flags & 6) != 0) {
            body.write(identifier >> 8);
            body.write(identifier);
        }
        body.writeBytes(new byte[payloadBytes]);
        return packet(0x30 | flags, body.toByteArray());
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Gives a random number of bytes with each read. */
    private static InputStream inPieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, 1 + random.nextInt(Math.min(length, 5_000)));
            }
        };
    }

    @Test
    void read_anyPacketsInAnyPieces_passUnchanged() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(CONNACK);
            for (int i = 0; i < 20; i++) {
                int flags = random.nextInt(2) * 2;
                all.writeBytes(publish(flags, "t" + i, i + 1, random.nextInt(40_000)));
                all.writeBytes(packet(0xD0, new byte[0]));
            }
            PacketInput input = input(inPieces(all.toByteArray(), random));
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] piece = new byte[1 + random.nextInt(9_000)];
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                read.write(piece, 0, count);
                if (random.nextInt(4) == 0) {
                    int one = input.read();
                    if (one >= 0) {
                        read.write(one);
                    }
                }
            }
            assertArrayEquals(all.toByteArray(), read.toByteArray(), "seed " + seed);
            assertEquals(0, input.returnCode());
        }
        assertEquals(60, ended.stream().filter("end"::equals).count());
    }

    @Test
    void read_tooLargePublish_becomesAnEmptyOneWithItsIdentifier() throws Exception {
        byte[] before = publish(0, "before", 0, 10);
        byte[] after = publish(2, "after", 9, 10);
        int huge = PacketInput.MAX_PACKET_BYTES;
        byte[] all = join(CONNACK, before, publish(0x0B, "huge", 0x1234, huge), publish(0, "huge", 0, huge), after);
        byte[] replaced1 = publish(0x0A, PacketInput.OVERSIZE_TOPIC, 0x1234, 0);
        byte[] replaced0 = publish(0, PacketInput.OVERSIZE_TOPIC, 0, 0);
        assertArrayEquals(
                join(CONNACK, before, replaced1, replaced0, after),
                input(new ByteArrayInputStream(all)).readAllBytes());
    }

    @Test
    void read_largestAllowed_passes() throws Exception {
        byte[] body = new byte[PacketInput.MAX_PACKET_BYTES];
        body[1] = 1;
        byte[] all = join(CONNACK, packet(0x30, body));
        assertArrayEquals(all, input(new ByteArrayInputStream(all)).readAllBytes());
    }

    @Test
    void read_tooLargeOther_orMalformed_ends() {
        byte[] suback = packet(0x90, new byte[PacketInput.MAX_PACKET_BYTES + 1]);
        byte[] endless = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
        for (byte[] bad : List.of(suback, endless)) {
            PacketInput input = input(new ByteArrayInputStream(join(CONNACK, bad)));
            assertThrows(IOException.class, input::readAllBytes);
        }
        assertEquals(2, ended.size());
    }

    @Test
    void read_firstPacketNoConnack_keepsTheGreeting() {
        PacketInput input = input(new ByteArrayInputStream("HTTP/1.1 400".getBytes(StandardCharsets.US_ASCII)));
        assertThrows(IOException.class, input::read);
        assertEquals("HTTP/1.1 400", new String(input.greeting(), StandardCharsets.US_ASCII));
        assertEquals(-1, input.returnCode());
        assertEquals(List.of("not MQTT"), ended);
    }

    @Test
    void read_connackThatRefuses_tellsTheCode() throws Exception {
        PacketInput input = input(new ByteArrayInputStream(new byte[] {0x20, 2, 0, 5}));
        assertEquals(4, input.readAllBytes().length);
        assertEquals(5, input.returnCode());
    }

    @Test
    void read_randomRubbish_endsOrPassesButNeverBreaks() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            byte[] rubbish = new byte[random.nextInt(300)];
            random.nextBytes(rubbish);
            PacketInput input = input(inPieces(join(CONNACK, rubbish), random));
            try {
                assertTrue(input.readAllBytes().length <= rubbish.length + 40, "seed " + seed);
            } catch (IOException malformed) {
                // As it should be.
            }
        }
        assertEquals(500, ended.size());
    }

    /** Takes what it is told to, and notes it. */
    private static final class Taker implements PacketInput.Shortcut {
        final List<String> taken = new ArrayList<>();
        int passing;
        boolean open = true;

        @Override
        public boolean take(String topic, byte[] payload, boolean retained) {
            if (open) {
                taken.add(topic + " " + payload.length + (retained ? " retained" : ""));
            }
            return open;
        }

        @Override
        public void passing() {
            passing++;
        }
    }

    @Test
    void shortcut_takesQos0_restPassesUnchanged() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] rest =
                    join(CONNACK, packet(0xD0, new byte[0]), publish(2, "q1", 7, 30_000), packet(0x90, new byte[3]));
            byte[] all = join(
                    CONNACK,
                    packet(0xD0, new byte[0]),
                    publish(0, "größe", 0, 20_000),
                    publish(2, "q1", 7, 30_000),
                    publish(1, "kept", 0, 0),
                    packet(0x90, new byte[3]));
            PacketInput input = input(inPieces(all, random));
            Taker taker = new Taker();
            input.shortcut(taker);
            assertArrayEquals(rest, input.readAllBytes(), "seed " + seed);
            assertEquals(List.of("größe 20000", "kept 0 retained"), taker.taken);
            assertEquals(1, taker.passing);
        }
    }

    @Test
    void shortcut_doesNotTakeOrPacketIsMalformed_passesUnchanged() throws Exception {
        byte[] all =
                join(CONNACK, publish(0, "a", 0, 5), packet(0x30, new byte[] {0, 9, 'x'}), packet(0x30, new byte[1]));
        PacketInput input = input(new ByteArrayInputStream(all));
        Taker taker = new Taker();
        taker.open = false;
        input.shortcut(taker);
        assertArrayEquals(all, input.readAllBytes());
        assertEquals(3, taker.passing);
        assertEquals(List.of("end"), ended);
    }

    @Test
    void shortcut_streamEndsWithinAMessage_isAnError() {
        byte[] all = join(CONNACK, packet(0x30, new byte[100]));
        PacketInput input = input(new ByteArrayInputStream(all, 0, all.length - 10));
        input.shortcut(new Taker());
        assertThrows(IOException.class, input::readAllBytes);
        assertEquals(List.of("the stream ended within a packet"), ended);
    }
}
