package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.internal.board.Source;
import java.util.function.LongConsumer;

/**
 * {@code ota}: the board says {@code SEQ n} after each message whose number is a multiple of 8, and OK when the new image is set to boot. The
 * last message is only sent when the board is known to have the others, as far as it says so: deployed boards confuse a lost message with a
 * repeated one, and may answer OK with the end of the image missing.
 */
final class OtaUpload extends Upload {
    /** Erasing flash takes its time. */
    private static final long EXTRA_MILLIS = 20_000;

    private final LongConsumer progress;

    OtaUpload(Lines lines, String sha256, Source image, LongConsumer progress) {
        super(lines, "ota", sha256, image);
        this.progress = progress;
    }

    @Override
    boolean maySend(int sequence, long workedOn) {
        int last = messages() - 1;
        return sequence < last || last == 0 || workedOn >= (last - 1) - (last - 1) % 8;
    }

    @Override
    long patienceMillis() {
        return super.patienceMillis() + EXTRA_MILLIS;
    }

    @Override
    void moved(long bytes) {
        progress.accept(bytes);
    }

    @Override
    void onReply(int header, byte[] message) {
        String text = text(message);
        if (text.startsWith("SEQ ") && text.length() <= 9) {
            int sequence = 0;
            for (int i = 4; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < '0' || c > '9') {
                    return;
                }
                sequence = sequence * 10 + (c - '0');
            }
            worked(sequence);
        } else {
            super.onReply(header, message);
        }
    }
}
