package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys. PKCS#8 needs the JDK alone. */
final class KeyFiles {
    private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA", "RSASSA-PSS"};

    private KeyFiles() {}

    /** The first private key of a file: PEM (PKCS#8, PKCS#1, SEC 1), perhaps behind a password, or DER (PKCS#8). */
    static PrivateKey read(Path path, String option, @Nullable String password) throws BadOptionException {
        PemFile file = PemFile.read(path, option);
        for (PemFile.Block block : file.blocks()) {
            if (block.type().endsWith("PRIVATE KEY")) {
                return fromBlock(file, block, password);
            }
        }
        if (file.looksLikeDer()) {
            return fromPkcs8(file, file.bytes());
        }
        throw file.bad("holds no private key in PEM or DER");
    }

    private static PrivateKey fromBlock(PemFile file, PemFile.Block block, @Nullable String password)
            throws BadOptionException {
        if (block.encrypted()) {
            if (password == null) {
                throw file.bad(
                        "holds an encrypted key; its password is given by --key-password-file or $MQBOARD_KEY_PASSWORD");
            }
            return fromPkcs8(file, LockedKeys.toPkcs8(file, block, password));
        }
        if (block.type().equals("PRIVATE KEY")) {
            return fromPkcs8(file, block.der(file));
        }
        return fromPkcs8(file, OldKeys.toPkcs8(file, block));
    }

    private static PrivateKey fromPkcs8(PemFile file, byte[] encoded) throws BadOptionException {
        GeneralSecurityException last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw file.bad(
                "holds a private key that is damaged or of an unknown kind (known: RSA, EC, Ed25519)", cause(last));
    }

    private static Throwable cause(@Nullable Throwable e) {
        return e == null ? new IllegalStateException("no algorithm") : e;
    }

    /** Signs something and has the certificate confirm it. */
    static void checkFits(PrivateKey key, X509Certificate certificate, Path keyPath, Path certificatePath)
            throws BadOptionException {
        byte[] text = {1, 2, 3};
        boolean fits;
        try {
            Signature signature = Signature.getInstance(signatureFor(key));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            fits = signature.verify(signed);
        } catch (InvalidKeyException e) {
            fits = false;
        } catch (GeneralSecurityException e) {
            throw new BadOptionException("cannot sign with the key '" + keyPath + "' (--key)", e);
        }
        if (!fits) {
            throw new BadOptionException("the key '" + keyPath + "' does not belong to the certificate '"
                    + certificatePath + "' (--key, --cert)");
        }
    }

    private static String signatureFor(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
