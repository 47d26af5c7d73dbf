package io.mqboard.shell.terminal;

import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import org.jspecify.annotations.Nullable;

/**
 * The prompt: the selected board, a mark if it is not at the user's service, the program's name.
 *
 * @param address the selected board's, or null
 * @param status what is known of it, or null
 * @param connection the session's state
 */
record PromptText(@Nullable String address, @Nullable BoardStatus status, BrokerSession.State connection) {

    /** What is unusual: {@code connecting}, {@code no connection}, {@code disconnected}, {@code offline}, {@code safe}; usually empty. */
    String mark() {
        if (connection != BrokerSession.State.CONNECTED) {
            return switch (connection) {
                case CONNECTING -> "connecting";
                case CLOSED -> "disconnected";
                default -> "no connection";
            };
        }
        if (status == null) {
            return "";
        }
        if (!status.online()) {
            return "offline";
        }
        return status.mode().equals("normal") ? "" : SafeText.line(status.mode());
    }

    /** The prompt as a pattern of JLine, in which a percent sign is special. */
    String pattern(boolean color) {
        return text(color).replace("%", "%%");
    }

    /** The prompt. */
    String text(boolean color) {
        StringBuilder text = new StringBuilder();
        if (address != null) {
            text.append(styled(SafeText.line(address), "36", color)).append(' ');
        }
        if (!mark().isEmpty()) {
            text.append(styled("(" + mark() + ")", "31", color)).append(' ');
        }
        return text.append(styled("mqboard>", "1", color)).append(' ').toString();
    }

    private static String styled(String text, String parameters, boolean color) {
        return color ? "\u001b[" + parameters + "m" + text + "\u001b[0m" : text;
    }
}
