package io.mqboard.testing;

import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The server's side of TLS over sockets that are there already. */
public final class ServerTls {
    private static final char[] NO_PASSWORD = {};

    private ServerTls() {}

    /** A server that shows this certificate. */
    public static SSLContext context(HeldCertificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = certificate.chain().toArray(new Certificate[0]);
            store.setKeyEntry("server", certificate.privateKey(), NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The handshake takes place with the first read or write. */
    static Socket over(Socket socket, SSLContext context) throws IOException {
        SSLSocket stream = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        stream.setUseClientMode(false);
        return stream;
    }
}
