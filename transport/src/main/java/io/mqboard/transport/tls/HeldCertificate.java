package io.mqboard.transport.tls;

import io.mqboard.transport.internal.tls.CertificateMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate together with its private key, made in memory.
 *
 * <pre>{@code
 * HeldCertificate authority = HeldCertificate.builder().commonName("Test CA").authority().build();
 * HeldCertificate server = HeldCertificate.builder()
 *         .commonName("broker").dnsName("localhost").ipAddress("127.0.0.1").signedBy(authority).build();
 * }</pre>
 *
 * Immutable. Making one takes some milliseconds (EC P-256) or some hundred (RSA), and more the first time.
 */
public final class HeldCertificate {
    private static final int LINE_CHARACTERS = 64;

    private final KeyPair keyPair;
    private final List<X509Certificate> chain;

    private HeldCertificate(KeyPair keyPair, List<X509Certificate> chain) {
        this.keyPair = keyPair;
        this.chain = List.copyOf(chain);
    }

    /** Begins with: signed by itself, key EC P-256, valid from an hour ago for a day, no names. */
    public static Builder builder() {
        return new Builder();
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    public PrivateKey privateKey() {
        return keyPair.getPrivate();
    }

    /** The certificate and those of the authorities between it and the root; the root itself only if this is the root. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The {@link #chain} as PEM text. */
    public String chainPem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : chain) {
            try {
                text.append(pem("CERTIFICATE", each.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    /** The private key as PEM text (PKCS#8, not encrypted). */
    public String privateKeyPem() {
        return pem("PRIVATE KEY", keyPair.getPrivate().getEncoded());
    }

    /** Writes {@link #chainPem} to a file. */
    public void writeChain(Path file) throws IOException {
        Files.writeString(file, chainPem());
    }

    /** Writes {@link #privateKeyPem} to a file that, where the system can, only its owner may read. */
    public void writePrivateKey(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, privateKeyPem());
    }

    private static String pem(String type, byte[] bytes) {
        byte[] lineEnd = {'\n'};
        String text =
                new String(Base64.getMimeEncoder(LINE_CHARACTERS, lineEnd).encode(bytes), StandardCharsets.US_ASCII);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    /** Collects what a certificate is to say. */
    public static final class Builder {
        private String commonName = "mqboard";
        private final List<String> dnsNames = new ArrayList<>();
        private final List<String> ipAddresses = new ArrayList<>();
        private Instant notBefore = Instant.now().minus(Duration.ofHours(1));
        private Instant notAfter = Instant.now().plus(Duration.ofDays(1));
        private boolean authority;
        private boolean rsa;
        private @Nullable HeldCertificate signer;

        private Builder() {}

        /** The subject's common name. Hosts are found in the other names only. */
        public Builder commonName(String name) {
            commonName = name;
            return this;
        }

        /** Adds a host name that the certificate is for; may begin with {@code *.}. */
        public Builder dnsName(String name) {
            dnsNames.add(name);
            return this;
        }

        /** Adds an address that the certificate is for, IPv4 or IPv6; as a host name, too, where older boards look for it. */
        public Builder ipAddress(String address) {
            ipAddresses.add(address);
            return this;
        }

        /** Makes it a certificate authority. */
        public Builder authority() {
            authority = true;
            return this;
        }

        /** Sets when it is valid; may lie in the past. */
        public Builder validity(Instant from, Instant to) {
            notBefore = from;
            notAfter = to;
            return this;
        }

        /** Takes an RSA key of 2048 bits. */
        public Builder rsa() {
            rsa = true;
            return this;
        }

        /** Has an authority sign it. */
        public Builder signedBy(HeldCertificate authorityCertificate) {
            signer = authorityCertificate;
            return this;
        }

        /**
         * Makes the certificate with a new key.
         *
         * @throws IllegalArgumentException if a name or an address is none
         */
        public HeldCertificate build() {
            KeyPair keys = CertificateMaker.newKeyPair(rsa);
            CertificateMaker.Wish wish = new CertificateMaker.Wish(
                    commonName, List.copyOf(dnsNames), List.copyOf(ipAddresses), notBefore, notAfter, authority);
            List<X509Certificate> chain = new ArrayList<>();
            if (signer == null) {
                chain.add(CertificateMaker.make(wish, keys.getPublic(), keys.getPrivate(), null));
            } else {
                chain.add(CertificateMaker.make(wish, keys.getPublic(), signer.privateKey(), signer.certificate()));
                signer.chain.stream()
                        .filter(each -> !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                        .forEach(chain::add);
            }
            return new HeldCertificate(keys, chain);
        }
    }
}
