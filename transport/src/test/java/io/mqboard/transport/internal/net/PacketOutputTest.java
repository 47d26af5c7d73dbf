package io.mqboard.transport.internal.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacketOutputTest {
    /** What was written, write by write. */
    private static final class Writes extends ByteArrayOutputStream {
        final List<byte[]> all = new ArrayList<>();

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            all.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    @Test
    void flush_piecesOfAPacket_areOneWrite_andWholeOnesComeBetween() throws Exception {
        Writes writes = new Writes();
        PacketOutput output = new PacketOutput(writes);
        output.write(1);
        output.write(new byte[30_000], 0, 30_000);
        output.send(new byte[] {7});
        assertTrue(output.trySend(new byte[] {8, 9}));
        output.flush();
        output.flush();
        assertEquals(3, writes.all.size());
        assertArrayEquals(new byte[] {7}, writes.all.get(0));
        assertArrayEquals(new byte[] {8, 9}, writes.all.get(1));
        assertEquals(30_001, writes.all.get(2).length);
        assertEquals(1, writes.all.get(2)[0]);
    }

    @Test
    void trySend_anotherOneIsBeingWritten_returnsAtOnce() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PacketOutput output = new PacketOutput(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                writing.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        Thread slow = new Thread(() -> {
            try {
                output.send(new byte[1]);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        slow.start();
        writing.await();
        assertFalse(output.trySend(new byte[1]));
        go.countDown();
        slow.join();
        assertTrue(output.trySend(new byte[1]));
    }
}
