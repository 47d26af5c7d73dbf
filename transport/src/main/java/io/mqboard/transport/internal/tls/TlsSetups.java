package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.TlsOptions;
import io.mqboard.transport.internal.net.TlsSetup;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of the options what TLS needs, and finds out about every option that cannot work before anything is connected. */
public final class TlsSetups {
    private TlsSetups() {}

    /**
     * Reads the files; the rest is left to the thread that connects.
     *
     * @throws BadOptionException if a file is missing, unreadable or holds something else, or a key does not fit
     */
    public static TlsSetup of(TlsOptions options) throws BadOptionException {
        OwnKey ownKey = ownKey(options.certificate(), options.key(), options.keyPassword());
        LazyContext context = new LazyContext(ownKey, options.insecure(), anchors(options));
        if (!options.insecure()) {
            PublicAnchors.readBeside();
        }
        return new TlsSetup(
                context,
                !options.insecure(),
                options.certificate() != null,
                ownKey::asked,
                context::refused,
                describeAnchors(options));
    }

    private static OwnKey ownKey(@Nullable Path certificate, @Nullable Path key, @Nullable String password)
            throws BadOptionException {
        if (certificate == null && key == null) {
            return new OwnKey(null);
        }
        if (certificate == null) {
            throw new BadOptionException("a key needs its certificate, too (--cert)");
        }
        // Both may be in one file.
        Path keyPath = key == null ? certificate : key;
        List<X509Certificate> chain = CertificateFiles.read(certificate, "--cert");
        PrivateKey read = KeyFiles.read(keyPath, key == null ? "--key is missing, --cert" : "--key", password);
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
}
