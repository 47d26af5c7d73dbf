package io.mqboard.transport.internal.paho;

import java.security.SecureRandom;

/** Client identifiers that nobody else has, so that no broker throws another client out for us. */
final class ClientIds {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private ClientIds() {}

    /** {@code mqboard-} and 16 random letters and digits (95 bits); 24 characters. */
    static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder("mqboard-");
        for (int i = 0; i < 16; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
