package io.mqboard.transport.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds the TLS context when it is first asked for: that takes some 100 ms in a new JVM, which the thread that connects can spare and the one
 * that shows the prompt cannot.
 */
final class LazyContext implements Supplier<SSLContext> {
    private final OwnKey ownKey;
    private final boolean insecure;
    private final @Nullable List<X509Certificate> anchors;
    private @Nullable SSLContext context;
    private volatile @Nullable NotingTrust trust;

    /** @param anchors trusted authorities, or null for the system's */
    LazyContext(OwnKey ownKey, boolean insecure, @Nullable List<X509Certificate> anchors) {
        this.ownKey = ownKey;
        this.insecure = insecure;
        this.anchors = anchors;
    }

    /** The chain that was refused last; empty if none was. */
    X509Certificate[] refused() {
        NotingTrust used = trust;
        return used == null ? new X509Certificate[0] : used.refused();
    }

    @Override
    public synchronized SSLContext get() {
        if (context == null) {
            try {
                NotingTrust noting = new NotingTrust(insecure ? new NoTrust() : trust(anchors));
                SSLContext made = SSLContext.getInstance("TLS");
                made.init(new KeyManager[] {ownKey}, new TrustManager[] {noting}, null);
                trust = noting;
                context = made;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("this Java cannot set up TLS: " + e.getMessage(), e);
            }
        }
        return context;
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
