package io.mqboard.transport.internal.net;

import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How TLS is spoken.
 *
 * @param context keys and trust; the first call may take 100 ms, later ones give the same again, so that TLS sessions resume
 * @param verifyHost whether the certificate must be one for the host's name
 * @param clientCertificate whether a client certificate is there to be shown
 * @param clientCertificateAsked whether a broker has asked for one so far
 * @param lastRefused the chain that was refused last, empty if none was
 * @param anchors the file or folder of trusted authorities; empty for the system's
 */
public record TlsSetup(
        Supplier<SSLContext> context,
        boolean verifyHost,
        boolean clientCertificate,
        BooleanSupplier clientCertificateAsked,
        Supplier<X509Certificate[]> lastRefused,
        String anchors) {}
