package io.mqboard.transport.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.TlsOptions;
import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSetupsTest {
    private static final HeldCertificate AUTHORITY =
            HeldCertificate.builder().commonName("Test CA").authority().build();
    private static final HeldCertificate EC =
            HeldCertificate.builder().commonName("ec").signedBy(AUTHORITY).build();
    private static final HeldCertificate RSA = HeldCertificate.builder()
            .commonName("rsa")
            .rsa()
            .signedBy(AUTHORITY)
            .build();

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String pem(Object... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object each : objects) {
                writer.writeObject(each);
            }
        }
        return text.toString();
    }

    private static PrivateKey read(Path path) throws BadOptionException {
        return KeyFiles.read(path, "--key", null);
    }

    @Test
    void key_pkcs8InPemAndDer_isRead() throws Exception {
        assertEquals(EC.privateKey(), read(write("ec.pem", EC.privateKeyPem())));
        assertEquals(RSA.privateKey(), read(write("rsa.pem", "words before\n" + RSA.privateKeyPem())));
        Path der = Files.write(folder.resolve("ec.der"), EC.privateKey().getEncoded());
        assertEquals(EC.privateKey(), read(der));
    }

    @Test
    void key_pkcs1_isRead() throws Exception {
        String text = pem(RSA.privateKey());
        assertTrue(text.contains("BEGIN RSA PRIVATE KEY"));
        assertEquals(RSA.privateKey(), read(write("rsa.pem", text)));
    }

    /** As {@code openssl ecparam -genkey} writes it: the curve in a block of its own, and within the key. */
    @Test
    void key_sec1_isRead() throws Exception {
        ECPrivateKey key = (ECPrivateKey) EC.privateKey();
        byte[] inner = new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
                .getEncoded();
        String text = pem(
                new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded()),
                new PemObject("EC PRIVATE KEY", inner));
        ECPrivateKey read = (ECPrivateKey) read(write("ec.pem", text));
        assertEquals(key.getS(), read.getS());
        assertEquals(key.getParams().getOrder(), read.getParams().getOrder());
    }

    @Test
    void key_withWindowsLineEnds_isRead() throws Exception {
        assertEquals(EC.privateKey(), read(write("ec.pem", EC.privateKeyPem().replace("\n", "\r\n"))));
    }

    @Test
    void key_ed25519_isRead() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        PemObject block = new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded());
        assertEquals(pair.getPrivate(), read(write("ed.pem", pem(block))));
    }

    @Test
    void key_encryptedInEitherWay_needsItsPassword() throws Exception {
        String headers = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n";
        Path traditional =
                write("old.pem", pem(RSA.privateKey()).replace("-----BEGIN RSA PRIVATE KEY-----\n", headers));
        Path modern = write("new.pem", pem(new PemObject("ENCRYPTED PRIVATE KEY", new byte[64])));
        for (Path path : List.of(traditional, modern)) {
            String message =
                    assertThrows(BadOptionException.class, () -> read(path)).getMessage();
            assertEquals(
                    "'" + path + "' holds an encrypted key; its password is given by --key-password-file or"
                            + " $MQBOARD_KEY_PASSWORD (--key)",
                    message);
            assertTrue(wrongPassword(path).endsWith("holds an encrypted key that this password does not open (--key)"));
        }
    }

    private static String wrongPassword(Path path) {
        return String.valueOf(assertThrows(BadOptionException.class, () -> KeyFiles.read(path, "--key", "wrong"))
                .getMessage());
    }

    @Test
    void key_encrypted_isOpenedByItsPassword() throws Exception {
        String password = "geheim #1";
        List<Path> locked = new ArrayList<>();
        for (ASN1ObjectIdentifier algorithm : List.of(PKCS8Generator.AES_256_CBC, PKCS8Generator.AES_128_CBC)) {
            OutputEncryptor lock = new JceOpenSSLPKCS8EncryptorBuilder(algorithm)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setPassword(password.toCharArray())
                    .build();
            locked.add(write("new" + locked.size() + ".pem", pem(new JcaPKCS8Generator(RSA.privateKey(), lock))));
        }
        PEMEncryptor lock = new JcePEMEncryptorBuilder("AES-256-CBC")
                .setProvider(new BouncyCastleProvider())
                .build("geheim".toCharArray());
        Path old = write("old.pem", pem(new JcaMiscPEMGenerator(RSA.privateKey(), lock)));
        for (Path path : locked) {
            assertEquals(RSA.privateKey(), KeyFiles.read(path, "--key", password), path.toString());
            assertTrue(wrongPassword(path).contains("does not open"), path.toString());
        }
        assertEquals(RSA.privateKey(), KeyFiles.read(old, "--key", "geheim"));
        assertTrue(wrongPassword(old).contains("does not open"));
    }

    @Test
    void certificates_inAnyDress_areRead() throws Exception {
        String two = "Certificate:\n    Data:\n" + EC.chainPem() + "\n# - more -\n" + AUTHORITY.chainPem();
        assertEquals(
                List.of(EC.certificate(), AUTHORITY.certificate()),
                CertificateFiles.read(write("two.pem", two), "--cafile"));
        Path der = Files.write(folder.resolve("ca.der"), AUTHORITY.certificate().getEncoded());
        assertEquals(List.of(AUTHORITY.certificate()), CertificateFiles.read(der, "--cafile"));
        Path both = write("both.pem", EC.privateKeyPem() + EC.chainPem());
        assertEquals(List.of(EC.certificate()), CertificateFiles.read(both, "--cert"));
        assertEquals(EC.privateKey(), read(both));
    }

    @Test
    void folder_ofCertificatesAndOtherThings_givesTheCertificates() throws Exception {
        write("ca.pem", AUTHORITY.chainPem());
        write("README", "no certificate");
        write("key.pem", EC.privateKeyPem());
        assertEquals(List.of(AUTHORITY.certificate()), CertificateFiles.readFolder(folder, "--capath"));
    }

    @Test
    void setup_goodFiles_works() throws Exception {
        Path ca = write("ca.pem", AUTHORITY.chainPem());
        Path certificate = write("cert.pem", EC.chainPem());
        Path key = write("key.pem", EC.privateKeyPem());
        assertTrue(TlsSetups.of(new TlsOptions(ca, folder, certificate, key, false))
                .verifyHost());
        assertFalse(TlsSetups.of(new TlsOptions(null, null, null, null, true)).verifyHost());
        assertEquals("", TlsSetups.of(TlsOptions.systemDefault()).anchors());
    }

    @Test
    void setup_badFiles_saysWhichAndWhy() throws Exception {
        Path ca = write("ca.pem", AUTHORITY.chainPem());
        Path certificate = write("cert.pem", EC.chainPem());
        Path key = write("key.pem", EC.privateKeyPem());
        Path otherKey = write("other.pem", RSA.privateKeyPem());
        Path text = write("text.pem", "hello");
        Path damaged =
                write("damaged.pem", AUTHORITY.chainPem().replace("MII", "XXX").replace("MIIB", "XXXX"));
        Path missing = folder.resolve("missing.pem");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refused("there is no file '" + missing + "' (--cafile)", new TlsOptions(missing, null, null, null, false));
        refused("'" + text + "' holds no certificate in PEM or DER (--cafile)", TlsOptions.trusting(text));
        refused("'" + key + "' holds a private key but no certificate (--cafile)", TlsOptions.trusting(key));
        refused("'" + damaged + "' holds a damaged certificate (--cafile)", TlsOptions.trusting(damaged));
        refused("'" + folder + "' is a folder, not a file (--cafile)", TlsOptions.trusting(folder));
        refused(
                "the folder '" + empty + "' holds no certificate (--capath)",
                new TlsOptions(null, empty, null, null, false));
        refused("there is no folder '" + missing + "' (--capath)", new TlsOptions(null, missing, null, null, false));
        refused("a key needs its certificate, too (--cert)", new TlsOptions(ca, null, null, key, false));
        refused(
                "'" + certificate + "' holds no private key in PEM or DER (--key is missing, --cert)",
                new TlsOptions(ca, null, certificate, null, false));
        refused(
                "'" + ca + "' holds no private key in PEM or DER (--key)",
                new TlsOptions(ca, null, certificate, ca, false));
        refused(
                "the key '" + otherKey + "' does not belong to the certificate '" + certificate + "' (--key, --cert)",
                new TlsOptions(ca, null, certificate, otherKey, false));
        Path cutKey = write("cut.pem", pem(RSA.privateKey()).replaceFirst("MII[A-Za-z0-9+/]{9}", "MIIAAAAA"));
        refused(
                "'" + cutKey + "' holds a damaged private key (--key)",
                new TlsOptions(ca, null, certificate, cutKey, false));
    }

    private static void refused(String message, TlsOptions options) {
        assertEquals(
                message,
                assertThrows(BadOptionException.class, () -> TlsSetups.of(options))
                        .getMessage());
    }
}
