package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.spec.InvalidKeySpecException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;

/** Private keys behind a password: PKCS#8 by the JDK, and the older kind that OpenSSL has written into PKCS#1 and SEC 1. */
final class LockedKeys {
    private LockedKeys() {}

    /** The same key as PKCS#8 without its lock. */
    static byte[] toPkcs8(PemFile file, PemFile.Block block, String password) throws BadOptionException {
        try {
            return block.type().equals("ENCRYPTED PRIVATE KEY")
                    ? modern(block.der(file), password)
                    : traditional(block, password);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw file.bad("holds an encrypted key that this password does not open", e);
        }
    }

    private static byte[] modern(byte[] der, String password) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // Of PBES2 the name of the algorithm stands in its parameters only.
        String name = info.getAlgName().equals("PBES2") ? String.valueOf(info.getAlgParameters()) : info.getAlgName();
        Cipher cipher = Cipher.getInstance(name);
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
        cipher.init(
                Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(spec), info.getAlgParameters());
        spec.clearPassword();
        return info.getKeySpec(cipher).getEncoded();
    }

    private static byte[] traditional(PemFile.Block block, String password)
            throws IOException, GeneralSecurityException {
        try (PEMParser parser = new PEMParser(new StringReader(block.whole() + "\n"))) {
            if (parser.readObject() instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(new BcPEMDecryptorProvider(password.toCharArray()))
                        .getPrivateKeyInfo()
                        .getEncoded();
            }
        }
        throw new InvalidKeySpecException(block.type());
    }
}
