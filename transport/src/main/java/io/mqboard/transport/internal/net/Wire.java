package io.mqboard.transport.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is ready for MQTT: TCP, perhaps with TLS, and its guarded input. It poses as a socket that is still to be connected, which
 * is what the MQTT library wants to be given.
 */
public final class Wire extends Socket {
    private final Socket raw;
    private final Socket top;
    private final PacketInput input;
    private final PacketOutput output;

    /**
     * Takes over connected sockets.
     *
     * @param raw the TCP socket
     * @param top the TLS socket above it, or {@code raw} again
     * @param ended told once, on the reading thread, when nothing more can be read: with the reason, or null at the end of the stream
     */
    Wire(Socket raw, Socket top, Consumer<@Nullable IOException> ended) throws IOException {
        this.raw = raw;
        this.top = top;
        input = new PacketInput(new QuickAckInput(raw, top.getInputStream()), ended);
        output = new PacketOutput(top.getOutputStream());
    }

    /** What has come in so far. */
    public PacketInput input() {
        return input;
    }

    /** What goes out. */
    public PacketOutput output() {
        return output;
    }

    /** Cuts the connection at once. Never blocks; from any thread. */
    public void abort() {
        try {
            raw.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }

    /** Nothing to do: it is connected. */
    @Override
    public void connect(SocketAddress unused) {}

    /** Nothing to do: it is connected. */
    @Override
    public void connect(SocketAddress unused, int timeout) {}

    /** Not obeyed: the reader need not wake up every second, {@link #abort} wakes it when there is a reason. */
    @Override
    public synchronized void setSoTimeout(int unused) {}

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public InetAddress getInetAddress() {
        return raw.getInetAddress();
    }

    /** Ends TLS as it should be ended, which may block. */
    @Override
    public synchronized void close() throws IOException {
        top.close();
    }
}
