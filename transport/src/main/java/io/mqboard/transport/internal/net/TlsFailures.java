package io.mqboard.transport.internal.net;

import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.MqboardException;
import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong in a TLS handshake, in one line each. The JDK tells the causes apart by types only in part; where it does not, its English texts
 * decide, and a text that is not known is passed on as it is.
 */
final class TlsFailures {
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
            return failed(new CertificateFailures(endpoint, tls).describe(e), e);
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

    private static MqboardException failed(String text, Exception e) {
        return new ConnectFailedException(text, e);
    }

    /** Whether an exception or one of its causes is of a type. */
    static boolean has(Throwable e, Class<? extends Throwable> type) {
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
}
