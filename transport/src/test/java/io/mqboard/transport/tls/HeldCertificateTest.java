package io.mqboard.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldCertificateTest {
    private static final HeldCertificate ROOT =
            HeldCertificate.builder().commonName("Root").authority().build();

    @TempDir
    private Path folder;

    @Test
    void build_plain_isAnElliptic_keyOfAServerSignedByItself() throws Exception {
        X509Certificate made = HeldCertificate.builder().build().certificate();
        made.verify(made.getPublicKey());
        made.checkValidity();
        assertEquals("EC", made.getPublicKey().getAlgorithm());
        assertEquals(-1, made.getBasicConstraints());
        assertEquals(3, made.getVersion());
    }

    @Test
    void build_names_areSubjectAlternativeNames() throws Exception {
        X509Certificate made = HeldCertificate.builder()
                .dnsName("localhost")
                .dnsName("*.example")
                .ipAddress("127.0.0.1")
                .ipAddress("::1")
                .signedBy(ROOT)
                .build()
                .certificate();
        Set<String> names = made.getSubjectAlternativeNames().stream()
                .map(name -> name.get(0) + " " + name.get(1))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of("2 localhost", "2 *.example", "7 127.0.0.1", "2 127.0.0.1", "7 0:0:0:0:0:0:0:1", "2 ::1"),
                names);
    }

    @Test
    void signedBy_chain_endsBelowTheRoot() throws Exception {
        HeldCertificate middle = HeldCertificate.builder()
                .commonName("Middle")
                .authority()
                .signedBy(ROOT)
                .build();
        HeldCertificate leaf = HeldCertificate.builder().rsa().signedBy(middle).build();
        assertEquals(List.of(leaf.certificate(), middle.certificate()), leaf.chain());
        leaf.certificate().verify(middle.certificate().getPublicKey());
        middle.certificate().verify(ROOT.certificate().getPublicKey());
        assertThrows(
                SignatureException.class,
                () -> middle.certificate()
                        .verify(HeldCertificate.builder().build().certificate().getPublicKey()));
        assertTrue(middle.certificate().getBasicConstraints() >= 0);
        assertEquals("RSA", leaf.privateKey().getAlgorithm());
        assertEquals(List.of(ROOT.certificate()), ROOT.chain());
    }

    @Test
    void validity_inThePast_hasExpired() {
        HeldCertificate old = HeldCertificate.builder()
                .validity(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2020-01-02T00:00:00Z"))
                .build();
        assertThrows(CertificateExpiredException.class, () -> old.certificate().checkValidity());
    }

    @Test
    void badName_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> HeldCertificate.builder().ipAddress("300.1.1.1").build());
    }

    @Test
    void write_keyIsForItsOwnerOnly() throws Exception {
        Path key = Files.writeString(folder.resolve("key.pem"), "old and readable");
        ROOT.writePrivateKey(key);
        ROOT.writeChain(folder.resolve("ca.pem"));
        assertEquals(ROOT.privateKeyPem(), Files.readString(key));
        assertTrue(Files.readString(folder.resolve("ca.pem")).startsWith("-----BEGIN CERTIFICATE-----\n"));
        if (key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        }
    }
}
