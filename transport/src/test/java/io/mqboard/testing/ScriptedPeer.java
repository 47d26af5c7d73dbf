package io.mqboard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does what a test's script says, on each connection: for brokers that are none, or broken. */
public final class ScriptedPeer implements AutoCloseable {
    /** What to do with one connection; it is closed afterwards. */
    public interface Script {
        void run(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    public ScriptedPeer(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FaultProxy.start("peer-accept", this::accept);
    }

    /** Reads what comes and says nothing. */
    public static ScriptedPeer silent() {
        return new ScriptedPeer((in, out) -> in.transferTo(OutputStream.nullOutputStream()));
    }

    /** Waits for the first bytes, answers with these and closes. */
    public static ScriptedPeer answering(byte[] answer) {
        return new ScriptedPeer((in, out) -> {
            in.read(new byte[1024]);
            out.write(answer);
            out.flush();
        });
    }

    /** Waits for the first bytes, answers with these and then says nothing. */
    public static ScriptedPeer answeringOpen(byte[] answer) {
        return new ScriptedPeer((in, out) -> {
            in.read(new byte[1024]);
            out.write(answer);
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                accepted.incrementAndGet();
                FaultProxy.start("peer", () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException gone) {
            // The client has left.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
