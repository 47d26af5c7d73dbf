package io.mqboard.transport.internal.net;

import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.MqboardException;
import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with TLS, in one line each. The JDK tells the causes apart by types only in part; where it does not, its English texts
 * decide, and a text that is not known is passed on as it is.
 */
final class TlsFailures {
    private static final int MAX_NAMES = 5;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Endpoint endpoint;
    private final TlsSetup tls;

    TlsFailures(Endpoint endpoint, TlsSetup tls) {
        this.endpoint = endpoint;
        this.tls = tls;
    }

    /** The handshake failed, or (TLS 1.3) the first read after it. */
    MqboardException handshake(Exception e) {
        String text = text(e);
        if (has(e, CertificateException.class) || has(e, CertPathValidatorException.class)) {
            return failed(certificate(e), e);
        }
        if (text.contains("fatal alert: ")) {
            return failed(alert(text.substring(text.indexOf("fatal alert: ") + 13)), e);
        }
        if (text.contains("unrecognized SSL message") || text.contains("plaintext connection")) {
            return failed(endpoint + " does not speak TLS: plain MQTT needs --no-tls, TLS another --port", e);
        }
        if (text.contains("protocol version") || text.contains("No appropriate protocol")) {
            return failed(versions(), e);
        }
        if (has(e, EOFException.class) || has(e, SocketException.class)) {
            return failed(closedEarly(), e);
        }
        return failed("TLS with " + endpoint + " failed: " + Failures.reason(e), e);
    }

    /** The connection was closed after the handshake, without a word. */
    String closed() {
        if (tls.clientCertificateAsked().getAsBoolean()) {
            return tls.clientCertificate() ? rejectsSilently() : requiresCertificate();
        }
        return endpoint + " closes the connection after the TLS handshake without an answer: it is no MQTT broker"
                + " (--port), or rejects this client";
    }

    private String closedEarly() {
        if (tls.clientCertificateAsked().getAsBoolean()) {
            return tls.clientCertificate() ? rejectsSilently() : requiresCertificate();
        }
        return endpoint + " closes the connection during the TLS handshake: it speaks plain MQTT (--no-tls), or TLS on"
                + " another --port";
    }

    /** Its last words are often lost, because it resets the connection at once. */
    private String rejectsSilently() {
        return endpoint + " hangs up when it is shown the client certificate: it does not trust it, or it has expired"
                + " (--cert)";
    }

    private boolean certificateMissing() {
        return tls.clientCertificateAsked().getAsBoolean() && !tls.clientCertificate();
    }

    private String requiresCertificate() {
        return endpoint + " requires a client certificate (--cert, --key)";
    }

    private String versions() {
        return endpoint + " speaks neither TLS 1.2 nor TLS 1.3";
    }

    /** What the broker said before it hung up. */
    private String alert(String alert) {
        if (certificateMissing()
                && (alert.contains("certificate")
                        || alert.contains("handshake_failure")
                        || alert.contains("unknown_ca"))) {
            return requiresCertificate();
        }
        if (alert.contains("protocol_version") || alert.contains("insufficient_security")) {
            return versions();
        }
        if (alert.contains("unrecognized_name")) {
            return endpoint + " does not know itself by the name '" + endpoint.host() + "' (--server)";
        }
        if (tls.clientCertificate() && alert.contains("expired")) {
            return endpoint + " rejects the client certificate: it has expired (--cert)";
        }
        if (tls.clientCertificate() && alert.contains("unknown_ca")) {
            return endpoint
                    + " rejects the client certificate: it does not trust the authority that signed it (--cert)";
        }
        if (tls.clientCertificate() && (alert.contains("certificate") || alert.contains("access_denied"))) {
            return endpoint + " rejects the client certificate (--cert): " + alert;
        }
        return endpoint + " refuses the TLS handshake: " + alert;
    }

    /** What is wrong with the broker's certificate. */
    private String certificate(Exception e) {
        X509Certificate[] chain = tls.lastRefused().get();
        String of = "the certificate of " + endpoint;
        if (chain.length == 0) {
            return of + " is not to be trusted: " + Failures.reason(e);
        }
        X509Certificate leaf = chain[0];
        if (has(e, CertificateExpiredException.class)) {
            X509Certificate old =
                    find(chain, each -> each.getNotAfter().toInstant().isBefore(Instant.now()));
            return which(of, old, leaf) + " expired on "
                    + DATE.format(old.getNotAfter().toInstant());
        }
        if (has(e, CertificateNotYetValidException.class)) {
            X509Certificate young =
                    find(chain, each -> each.getNotBefore().toInstant().isAfter(Instant.now()));
            return which(of, young, leaf) + " is not valid before "
                    + DATE.format(young.getNotBefore().toInstant()) + ": is this computer's clock right?";
        }
        String text = allText(e);
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return of + " is for " + names(leaf) + ", not for '" + endpoint.host() + "' (--server)";
        }
        if (has(e, CertPathBuilderException.class) || has(e, CertPathValidatorException.class)) {
            return path(of, leaf, text);
        }
        return of + " is not to be trusted: " + Failures.reason(e);
    }

    private String path(String of, X509Certificate leaf, String text) {
        if (text.contains("algorithm constraints") || text.contains("disabled")) {
            return of + " uses an algorithm that is not secure any more";
        }
        boolean own = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
        String issuer = own
                ? "by itself"
                : "by '" + printable(leaf.getIssuerX500Principal().getName()) + "'";
        return tls.anchors().isEmpty()
                ? of + " is signed " + issuer
                        + ", which is not trusted here: give that authority's certificate with --cafile"
                : of + " is signed " + issuer + ", which is not among the authorities in '" + tls.anchors()
                        + "' (--cafile)";
    }

    private static String which(String of, X509Certificate found, X509Certificate leaf) {
        return found.equals(leaf)
                ? of
                : of + " is signed with one ('"
                        + printable(found.getSubjectX500Principal().getName()) + "') that";
    }

    private interface Test {
        boolean holds(X509Certificate certificate);
    }

    private static X509Certificate find(X509Certificate[] chain, Test test) {
        for (X509Certificate each : chain) {
            if (test.holds(each)) {
                return each;
            }
        }
        return chain[0];
    }

    /** The names and addresses that a certificate is for. */
    private static String names(X509Certificate certificate) {
        List<String> found = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(1) instanceof String text && found.size() < MAX_NAMES) {
                    found.add("'" + printable(text) + "'");
                }
            }
        } catch (CertificateParsingException e) {
            // Then it is for nobody.
        }
        return found.isEmpty() ? "no host at all" : String.join(", ", found);
    }

    /** What comes from the wire may hold anything; only plain characters of it are shown, and not too many. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
    }

    private static MqboardException failed(String text, Exception e) {
        return new ConnectFailedException(text, e);
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private static String allText(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            all.append(text(each)).append('\n');
        }
        return all.toString();
    }
}
