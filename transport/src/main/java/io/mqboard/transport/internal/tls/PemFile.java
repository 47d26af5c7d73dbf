package io.mqboard.transport.internal.tls;

import io.mqboard.transport.BadOptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates or keys: PEM blocks among whatever other text, or DER.
 *
 * @param path where it is
 * @param option the option that named it, for messages
 * @param text its content as ISO 8859-1, so that each character is a byte
 */
record PemFile(Path path, String option, String text) {
    /** More than any bundle of authorities. */
    private static final long MAX_BYTES = 8 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 #]+)-----([^-]*(?:-[^-]+)*)-----END \\1-----");

    /** One block: the words after BEGIN, and the whole of it. */
    record Block(String type, String body, String whole) {
        /** Whether lines of headers say that it is encrypted. */
        boolean encrypted() {
            return type.startsWith("ENCRYPTED") || body.contains("ENCRYPTED");
        }

        byte[] der(PemFile file) throws BadOptionException {
            try {
                return Base64.getMimeDecoder().decode(body);
            } catch (IllegalArgumentException e) {
                throw file.bad("holds a damaged block '" + type + "'", e);
            }
        }
    }

    static PemFile read(Path path, String option) throws BadOptionException {
        try {
            if (Files.isDirectory(path)) {
                throw new BadOptionException("'" + path + "' is a folder, not a file (" + option + ")");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new BadOptionException("'" + path + "' is too large to hold certificates (" + option + ")");
            }
            return new PemFile(path, option, Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new BadOptionException("there is no file '" + path + "' (" + option + ")", e);
        } catch (IOException e) {
            throw new BadOptionException("cannot read '" + path + "' (" + option + "): no permission?", e);
        }
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group()));
        }
        return blocks;
    }

    /** Whether it may be DER: an ASN.1 sequence. */
    boolean looksLikeDer() {
        return text.startsWith("0") && !text.contains("-----BEGIN");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    BadOptionException bad(String what) {
        return new BadOptionException("'" + path + "' " + what + " (" + option + ")");
    }

    BadOptionException bad(String what, Throwable cause) {
        return new BadOptionException("'" + path + "' " + what + " (" + option + ")", cause);
    }
}
