package io.mqboard.shell.training;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The peers that the program talks to while the JVM takes notes: one board behind a plain broker, and behind one that speaks TLS. */
public final class Training implements AutoCloseable {
    /** The board's address. */
    public static final String BOARD = "training/board";

    private final ServerSocket plain;
    private final @Nullable ServerSocket secure;

    /**
     * Starts the peers on free ports of this machine.
     *
     * @param keyStore PKCS#12 file with the key and certificate of the TLS broker, or null for none
     */
    public Training(@Nullable String keyStore, String password) throws IOException, GeneralSecurityException {
        plain = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        new ScriptedBroker(plain, BOARD).start();
        secure = keyStore == null
                ? null
                : context(keyStore, password.toCharArray())
                        .getServerSocketFactory()
                        .createServerSocket(0, 4, InetAddress.getLoopbackAddress());
        if (secure != null) {
            new ScriptedBroker(secure, BOARD).start();
        }
    }

    public int port() {
        return plain.getLocalPort();
    }

    /** The port of the TLS broker, 0 if there is none. */
    public int securePort() {
        return secure == null ? 0 : secure.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        plain.close();
        if (secure != null) {
            secure.close();
        }
    }

    private static SSLContext context(String file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(file)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
