package io.mqboard.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to speak TLS 1.2 or 1.3 with the broker. All files are PEM (any kind of key: PKCS#1, PKCS#8, SEC 1).
 *
 * @param caFile trust anchors that replace the system's, or null
 * @param caPath folder of trust anchors, or null
 * @param certificate the client's certificate chain, or null
 * @param key the client's private key, or null; needed when {@code certificate} is given
 * @param keyPassword what opens the key if it is encrypted, or null
 * @param insecure true accepts any certificate and any host name: for a look at a broken broker only
 */
public record TlsOptions(
        @Nullable Path caFile,
        @Nullable Path caPath,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable String keyPassword,
        boolean insecure) {
    /** A key without a password. */
    public TlsOptions(
            @Nullable Path caFile,
            @Nullable Path caPath,
            @Nullable Path certificate,
            @Nullable Path key,
            boolean insecure) {
        this(caFile, caPath, certificate, key, null, insecure);
    }

    /** The system's trust anchors, no client certificate. */
    public static TlsOptions systemDefault() {
        return new TlsOptions(null, null, null, null, false);
    }

    /** One file of trust anchors, no client certificate. */
    public static TlsOptions trusting(Path caFile) {
        return new TlsOptions(caFile, null, null, null, false);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TlsOptions[" + caFile + ", " + caPath + ", " + certificate + ", " + key + ", insecure=" + insecure
                + "]";
    }
}
