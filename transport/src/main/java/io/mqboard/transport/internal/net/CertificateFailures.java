package io.mqboard.transport.internal.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
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

/** Why a broker's certificate was refused, in one line each: with what it says, and what was expected. */
final class CertificateFailures {
    private static final int MAX_NAMES = 5;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Endpoint endpoint;
    private final TlsSetup tls;

    CertificateFailures(Endpoint endpoint, TlsSetup tls) {
        this.endpoint = endpoint;
        this.tls = tls;
    }

    /** What is wrong with the broker's certificate. */
    String describe(Exception e) {
        X509Certificate[] chain = tls.lastRefused().get();
        String of = "the certificate of " + endpoint;
        if (chain.length == 0) {
            return of + " is not to be trusted: " + Failures.reason(e);
        }
        X509Certificate leaf = chain[0];
        if (TlsFailures.has(e, CertificateExpiredException.class)) {
            X509Certificate old =
                    find(chain, each -> each.getNotAfter().toInstant().isBefore(Instant.now()));
            return which(of, old, leaf) + " expired on "
                    + DATE.format(old.getNotAfter().toInstant());
        }
        if (TlsFailures.has(e, CertificateNotYetValidException.class)) {
            X509Certificate young =
                    find(chain, each -> each.getNotBefore().toInstant().isAfter(Instant.now()));
            return which(of, young, leaf) + " is not valid before "
                    + DATE.format(young.getNotBefore().toInstant()) + ": is this computer's clock right?";
        }
        String text = allText(e);
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return of + " is for " + names(leaf) + ", not for '" + endpoint.host() + "' (--server)";
        }
        if (TlsFailures.has(e, CertPathBuilderException.class)
                || TlsFailures.has(e, CertPathValidatorException.class)) {
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

    /** The messages of an exception and of all its causes. */
    private static String allText(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            all.append(each.getMessage()).append('\n');
        }
        return all.toString();
    }
}
