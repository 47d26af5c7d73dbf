package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import java.io.IOException;
import java.io.StringReader;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** The kinds of private keys that the JDK cannot read: PKCS#1 and SEC 1, as OpenSSL writes them. */
final class OldKeys {
    private OldKeys() {}

    /** The same key as PKCS#8. */
    static byte[] toPkcs8(PemFile file, PemFile.Block block) throws BadOptionException {
        try (PEMParser parser = new PEMParser(new StringReader(block.whole() + "\n"))) {
            Object read = parser.readObject();
            if (read instanceof PEMKeyPair pair) {
                return pair.getPrivateKeyInfo().getEncoded();
            }
            if (read instanceof PrivateKeyInfo info) {
                return info.getEncoded();
            }
        } catch (IOException | RuntimeException e) {
            throw file.bad("holds a damaged private key", e);
        }
        throw file.bad("holds a private key of an unknown kind, '" + block.type() + "'");
    }
}
