package io.mqboard.transport.internal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/**
 * Names that nobody guesses or shares. Where the system has {@code /dev/urandom}, it is read directly: loading Java's own source of chance,
 * which reads the same, takes 20 ms of a program's start.
 */
public final class Chance {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Chance() {}

    /** Letters and digits, just under 6 bits of chance each. */
    public static String letters(int count) {
        // Bytes from the last, shorter round of letters are passed over, so that each letter is as likely as the
        // others.
        byte[] bytes = bytes(count * 2 + 32);
        int limit = 256 - 256 % LETTERS.length();
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; text.length() < count; i++) {
            if (i == bytes.length) {
                bytes = bytes(bytes.length);
                i = 0;
            }
            int value = bytes[i] & 0xff;
            if (value < limit) {
                text.append(LETTERS.charAt(value % LETTERS.length()));
            }
        }
        return text.toString();
    }

    private static byte[] bytes(int count) {
        try (InputStream random = new FileInputStream("/dev/urandom")) {
            byte[] bytes = random.readNBytes(count);
            if (bytes.length == count) {
                return bytes;
            }
        } catch (IOException e) {
            // A system without it; Java knows another way.
        }
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
