package io.mqboard.testing;

import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy between an MQTT client and its broker that makes faults on demand, in either direction: delay, little bandwidth, silence, a cut
 * after so many bytes or at the n-th PUBLISH, and PUBLISH packets that vanish, come twice or come in the wrong order.
 *
 * <p>Rules may be changed at any time and hold for all connections, those to come included. For TLS use {@link #raw}: then only the rules about
 * bytes and time apply; or {@link #tls}, which is a TLS server itself and so sees the packets within.
 */
public final class FaultProxy implements AutoCloseable {
    /** How a connection is cut. */
    public enum Cut {
        /** Closed in order: the other side reads the end of the stream. */
        FIN,
        /** Reset, as after a crash: the other side gets an error. */
        RST,
        /** A black hole: from then on, what goes in this direction of this connection vanishes, its end included. */
        HOLE,
        /** A black hole in both directions. */
        HOLES
    }

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final boolean parsing;
    private final @Nullable SSLContext tls;
    private final FaultRules toServer = new FaultRules();
    private final FaultRules toClient = new FaultRules();
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean refusing;

    private FaultProxy(String host, int port, boolean parsing, @Nullable SSLContext tls) throws IOException {
        this.target = new InetSocketAddress(host, port);
        this.parsing = parsing;
        this.tls = tls;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start("proxy-accept", this::accept);
    }

    /** A proxy that knows MQTT's packets. */
    public static FaultProxy mqtt(String host, int port) {
        return open(host, port, true, null);
    }

    /** A proxy that knows MQTT's packets and speaks TLS to its clients, but not to the broker. */
    public static FaultProxy tls(String host, int port, HeldCertificate certificate) {
        return open(host, port, true, ServerTls.context(certificate));
    }

    /** A proxy that only knows bytes. */
    public static FaultProxy raw(String host, int port) {
        return open(host, port, false, null);
    }

    private static FaultProxy open(String host, int port, boolean parsing, @Nullable SSLContext tls) {
        try {
            return new FaultProxy(host, port, parsing, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** What happens to bytes on their way to the broker. */
    public FaultRules toServer() {
        return toServer;
    }

    /** What happens to bytes on their way to the client. */
    public FaultRules toClient() {
        return toClient;
    }

    /** Connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Cuts all connections now. New ones are taken. */
    public void cut(Cut how) {
        connections.forEach(connection -> connection.cut(how));
        connections.clear();
    }

    /** While on, new connections are reset as soon as they come. */
    public void refuse(boolean on) {
        refusing = on;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut(Cut.RST);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                if (refusing) {
                    ProxiedConnection.reset(client);
                    continue;
                }
                Socket stream = tls == null ? client : ServerTls.over(client, tls);
                ProxiedConnection connection = new ProxiedConnection(client, stream, parsing, toServer, toClient);
                connections.add(connection);
                connection.connect(target);
            } catch (IOException e) {
                // Closed, or the broker is down: the client sees its connection end.
            }
        }
    }

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
