package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.TlsOptions;
import io.mqboard.transport.internal.net.TlsSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes of the options what TLS needs, and finds out about every option that cannot work before anything is connected. */
public final class TlsSetups {
    private TlsSetups() {}

    /**
     * Reads the files and builds the context.
     *
     * @throws BadOptionException if a file is missing, unreadable or holds something else, or a key does not fit
     */
    public static TlsSetup of(TlsOptions options) throws BadOptionException {
        OwnKey ownKey = ownKey(options.certificate(), options.key());
        try {
            NotingTrust trust = new NotingTrust(options.insecure() ? new NoTrust() : trust(anchors(options)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {ownKey}, new TrustManager[] {trust}, null);
            return new TlsSetup(
                    context,
                    !options.insecure(),
                    options.certificate() != null,
                    ownKey::asked,
                    trust::refused,
                    describeAnchors(options));
        } catch (GeneralSecurityException | IOException e) {
            throw new BadOptionException("this Java cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static OwnKey ownKey(@Nullable Path certificate, @Nullable Path key) throws BadOptionException {
        if (certificate == null && key == null) {
            return new OwnKey(null);
        }
        if (certificate == null) {
            throw new BadOptionException("a key needs its certificate, too (--cert)");
        }
        // Both may be in one file.
        Path keyPath = key == null ? certificate : key;
        List<X509Certificate> chain = CertificateFiles.read(certificate, "--cert");
        PrivateKey read = KeyFiles.read(keyPath, key == null ? "--key is missing, --cert" : "--key");
        KeyFiles.checkFits(read, chain.get(0), keyPath, certificate);
        return new OwnKey(read, chain.toArray(new X509Certificate[0]));
    }

    /** Null stands for the system's. */
    private static @Nullable List<X509Certificate> anchors(TlsOptions options) throws BadOptionException {
        Path file = options.caFile();
        Path folder = options.caPath();
        if (file == null && folder == null) {
            return null;
        }
        List<X509Certificate> anchors = new ArrayList<>();
        if (file != null) {
            anchors.addAll(CertificateFiles.read(file, "--cafile"));
        }
        if (folder != null) {
            anchors.addAll(CertificateFiles.readFolder(folder, "--capath"));
        }
        return anchors;
    }

    private static String describeAnchors(TlsOptions options) {
        Path named = options.caFile() != null ? options.caFile() : options.caPath();
        return named == null ? "" : named.toString();
    }

    private static X509ExtendedTrustManager trust(@Nullable List<X509Certificate> anchors)
            throws GeneralSecurityException, IOException {
        KeyStore store = null;
        if (anchors != null) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < anchors.size(); i++) {
                store.setCertificateEntry("anchor" + i, anchors.get(i));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
