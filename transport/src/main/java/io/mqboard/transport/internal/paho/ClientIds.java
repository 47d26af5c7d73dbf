package io.mqboard.transport.internal.paho;

import io.mqboard.transport.internal.Chance;

/** Client identifiers that nobody else has, so that no broker throws another client out for us. */
final class ClientIds {
    private ClientIds() {}

    /** {@code mqboard-} and 15 random letters and digits (89 bits); 23 characters, which every broker must take. */
    static String random() {
        return "mqboard-" + Chance.letters(15);
    }
}
