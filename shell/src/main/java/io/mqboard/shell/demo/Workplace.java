package io.mqboard.shell.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The private temporary folder of one demo, which scripts/demo makes and removes, and what stands in it: certificates, the password, the boards' flash.
 */
final class Workplace {
    static final String USER = "demo";

    private final Path folder;
    private final Path scripts;
    private final String password;

    Workplace(Path folder, Path scripts) throws IOException {
        this.folder = folder;
        this.scripts = scripts;
        byte[] secret = new byte[12];
        new SecureRandom().nextBytes(secret);
        password = HexFormat.of().formatHex(secret);
        Files.writeString(passwordFile(), password + "\n");
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** One of the project's scripts. */
    Path script(String name) {
        return scripts.resolve(name);
    }

    Path caFile() {
        return file("ca.pem");
    }

    Path passwordFile() {
        return file("password");
    }

    String password() {
        return password;
    }

    /** Notes a process for scripts/demo, which ends it if this JVM is killed. */
    void note(long pid) throws IOException {
        Files.writeString(
                file("pids"),
                pid + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Removes the folder. */
    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
