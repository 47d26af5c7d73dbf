package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.script.language.Lengths;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to synchronise.
 *
 * @param dryRun only print what would be done
 * @param checkOnly only print what differs, which is a failure
 * @param mirror delete what is not named
 * @param mpy compile all Python
 * @param reset reset the board afterwards
 * @param confirm time within which the confirmation must come, or null
 */
record SyncOptions(
        boolean dryRun,
        boolean checkOnly,
        boolean mirror,
        boolean mpy,
        boolean reset,
        @Nullable Duration confirm) {
    static SyncOptions of(Arguments arguments) throws UsageException {
        return new SyncOptions(
                arguments.has("dry-run"),
                arguments.has("check-only"),
                arguments.has("mirror"),
                arguments.has("mpy"),
                arguments.has(RollbackCommand.RESET.name()),
                confirm(arguments.value("confirm")));
    }

    /** A time that boards take. */
    static @Nullable Duration confirm(@Nullable String text) throws UsageException {
        if (text == null) {
            return null;
        }
        long seconds = Lengths.millis(text) / 1000;
        if (seconds < 1 || seconds > 86_400) {
            throw new UsageException("--confirm " + text + ": a board waits between 1 s and 24 h");
        }
        return Duration.ofSeconds(seconds);
    }
}
