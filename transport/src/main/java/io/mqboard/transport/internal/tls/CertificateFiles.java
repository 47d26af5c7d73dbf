package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates with the JDK alone. */
final class CertificateFiles {
    /** Files of a folder beyond this are not looked at. */
    private static final int MAX_FILES = 2_000;

    private CertificateFiles() {}

    /** All certificates of a file, in its order; at least one. Keys and other blocks in it are skipped. */
    static List<X509Certificate> read(Path path, String option) throws BadOptionException {
        PemFile file = PemFile.read(path, option);
        List<X509Certificate> found = new ArrayList<>();
        for (PemFile.Block block : file.blocks()) {
            if (block.type().equals("CERTIFICATE") || block.type().equals("X509 CERTIFICATE")) {
                found.add(decode(file, block.der(file)));
            }
        }
        if (found.isEmpty() && file.looksLikeDer()) {
            found.add(decode(file, file.bytes()));
        }
        if (found.isEmpty()) {
            throw file.bad(
                    file.blocks().stream().anyMatch(block -> block.type().endsWith("PRIVATE KEY"))
                            ? "holds a private key but no certificate"
                            : "holds no certificate in PEM or DER");
        }
        return found;
    }

    /** All certificates of all files of a folder. Files without any are skipped, as OpenSSL does. */
    static List<X509Certificate> readFolder(Path folder, String option) throws BadOptionException {
        if (!Files.isDirectory(folder)) {
            throw new BadOptionException("there is no folder '" + folder + "' (" + option + ")");
        }
        List<X509Certificate> found = new ArrayList<>();
        int files = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry) && ++files <= MAX_FILES) {
                    addIfAny(found, entry, option);
                }
            }
        } catch (IOException e) {
            throw new BadOptionException("cannot read the folder '" + folder + "' (" + option + ")", e);
        }
        if (found.isEmpty()) {
            throw new BadOptionException("the folder '" + folder + "' holds no certificate (" + option + ")");
        }
        return found;
    }

    private static void addIfAny(List<X509Certificate> found, Path entry, String option) {
        try {
            found.addAll(read(entry, option));
        } catch (BadOptionException none) {
            // A folder of certificates may hold a README and a key, too.
        }
    }

    private static X509Certificate decode(PemFile file, byte[] der) throws BadOptionException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw file.bad("holds a damaged certificate", e);
        }
    }
}
