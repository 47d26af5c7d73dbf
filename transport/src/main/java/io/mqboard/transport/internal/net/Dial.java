package io.mqboard.transport.internal.net;

import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach a broker: look up its name, connect to one of its addresses, agree on TLS. It blocks the thread that calls {@link
 * #connect}; another one may {@link #abort} it, and ask how far it has come.
 */
public final class Dial {
    private final Endpoint endpoint;
    private final @Nullable TlsSetup tls;
    private final long deadlineNanos;
    private volatile Phase phase = Phase.LOOKING_UP;
    private volatile boolean aborted;
    private volatile @Nullable Socket raw;
    private volatile @Nullable Wire wire;

    /** Nothing happens yet, but the time begins. */
    public Dial(Endpoint endpoint, @Nullable TlsSetup tls, Duration timeout) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    public Phase phase() {
        return phase;
    }

    /** The connection, once it is there. */
    public @Nullable Wire wire() {
        return wire;
    }

    /**
     * Connects.
     *
     * @param ended see {@link Wire}
     */
    public Wire connect(Consumer<@Nullable IOException> ended) throws MqboardException {
        Failures failures = new Failures(endpoint, tls);
        try {
            InetAddress[] addresses = InetAddress.getAllByName(endpoint.host());
            phase = Phase.CONNECTING;
            Socket tcp = reach(addresses);
            Socket top = tcp;
            if (tls != null) {
                phase = Phase.TLS;
                top = secure(tcp, tls);
            }
            phase = Phase.MQTT;
            Wire made = new Wire(tcp, top, ended);
            wire = made;
            return made;
        } catch (IOException | RuntimeException e) {
            abort();
            throw failures.dialing(phase, e);
        }
    }

    /** Ends the attempt, or the connection that it has made. Never blocks; from any thread. */
    public void abort() {
        aborted = true;
        Socket socket = raw;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException gone) {
                // It is closed all the same.
            }
        }
    }

    /** Tries one address after the other; each gets its share of the time that is left. */
    private Socket reach(InetAddress[] addresses) throws IOException {
        IOException last = new IOException("no address");
        for (int i = 0; i < addresses.length; i++) {
            Socket socket = new Socket();
            raw = socket;
            try {
                if (aborted) {
                    throw new IOException("aborted");
                }
                socket.setTcpNoDelay(true);
                socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                long share = leftMillis() / (addresses.length - i);
                socket.connect(new InetSocketAddress(addresses[i], endpoint.port()), (int) Math.max(1, share));
                return socket;
            } catch (IOException e) {
                last = e;
                socket.close();
            }
        }
        throw last;
    }

    private Socket secure(Socket tcp, TlsSetup setup) throws IOException {
        SSLSocket socket = (SSLSocket)
                setup.context().get().getSocketFactory().createSocket(tcp, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (isName(endpoint.host())) {
            parameters.setServerNames(List.of(new SNIHostName(endpoint.host())));
        }
        if (setup.verifyHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) Math.max(1, leftMillis()));
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    /** Addresses, and names that no DNS allows, are not sent as the wanted server's name. */
    private static boolean isName(String host) {
        return host.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*") && !host.matches("[0-9.]+");
    }

    private long leftMillis() {
        return Math.min(TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()), Integer.MAX_VALUE);
    }
}
