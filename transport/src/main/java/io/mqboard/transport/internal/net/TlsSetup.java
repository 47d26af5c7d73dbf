package io.mqboard.transport.internal.net;

import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How TLS is spoken.
 *
 * @param context keys and trust
 * @param verifyHost whether the certificate must be one for the host's name
 * @param clientCertificate whether a client certificate is there to be shown
 * @param lastRefused the chain that was refused last, empty if none was: for the message
 */
public record TlsSetup(
        SSLContext context, boolean verifyHost, boolean clientCertificate, Supplier<X509Certificate[]> lastRefused) {}
