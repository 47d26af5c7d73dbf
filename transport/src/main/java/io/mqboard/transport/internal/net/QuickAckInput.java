package io.mqboard.transport.internal.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * Has the kernel acknowledge what was read without delay. A broker with Nagle's algorithm on (Mosquitto by default) sends the next small
 * packet only then: 44 ms a round trip without this. Linux forgets the option by itself, so it is set again after each read.
 */
final class QuickAckInput extends FilterInputStream {
    private final Socket socket;
    private boolean supported;

    QuickAckInput(Socket socket, InputStream source) {
        super(source);
        this.socket = socket;
        supported = socket.supportedOptions().contains(option());
        arm();
    }

    private static SocketOption<Boolean> option() {
        return ExtendedSocketOptions.TCP_QUICKACK;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        arm();
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        arm();
        return count;
    }

    private void arm() {
        if (supported) {
            try {
                socket.setOption(option(), true);
            } catch (IOException | UnsupportedOperationException e) {
                supported = false;
            }
        }
    }
}
