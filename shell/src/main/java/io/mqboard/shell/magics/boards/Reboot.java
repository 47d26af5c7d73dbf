package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.ResetMode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Starts a board again and waits until it is back. */
public final class Reboot {
    /** How long a board may take that has nothing to decide. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    private final Context context;
    private final Board board;
    private final Duration limit;
    private String bootId = "";
    private Instant began;

    /** How long to wait is a limit for each wait. */
    public Reboot(Context context, Board board, Duration limit) {
        this.context = context;
        this.board = board;
        this.limit = limit;
        began = context.clock().instant();
    }

    /** Asks the board to start again. */
    public void reset(ResetMode mode) throws MqboardException {
        context.connected().discover();
        context.await(board.attach());
        bootId = board.status().map(BoardStatus::bootId).orElse("");
        began = context.clock().instant();
        context.await(board.reset(mode));
    }

    /** Waits until the board is online in another life. */
    public BoardStatus back() throws MqboardException, ShellException {
        return when(status -> true, "has not come back");
    }

    /** Waits until the board is online in another life and has said this of itself. */
    public BoardStatus when(Predicate<BoardStatus> test, String failure) throws MqboardException, ShellException {
        String before = bootId;
        CompletableFuture<BoardStatus> when = board.when(status -> status.online()
                && !status.bootId().isEmpty()
                && !status.bootId().equals(before)
                && test.test(status));
        try {
            return context.await(timed(when));
        } catch (TooLate e) {
            throw new ShellException(
                    ExitCode.OFFLINE,
                    board.address() + " " + failure + " within " + Units.seconds((double) limit.toSeconds()));
        } finally {
            when.cancel(false);
        }
    }

    /** In place of a time-out, which {@link Context#await} does not know. */
    private static final class TooLate extends MqboardException {
        private static final long serialVersionUID = 1;

        TooLate(Throwable cause) {
            super("too late", cause);
        }
    }

    private <T> CompletableFuture<T> timed(CompletableFuture<T> future) {
        return future.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return CompletableFuture.failedFuture(cause instanceof TimeoutException ? new TooLate(cause) : cause);
        });
    }

    /** Says that it is back. */
    public void say(BoardStatus status) {
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("reason", status.reason());
            object.addProperty("mode", status.mode());
            object.addProperty("boots", status.boots());
            context.output().json(object);
        } else {
            context.output().note(summary(status));
        }
    }

    /** Such as {@code demo/attic is back after 2.1 s: hard reset, normal mode}. */
    private String summary(BoardStatus status) {
        double seconds = Duration.between(began, context.clock().instant()).toNanos() / 1e9;
        String why = status.members().getOrDefault("why", "");
        return board.address() + " is back after " + Units.seconds(seconds) + ": " + SafeText.line(status.reason())
                + " reset, " + SafeText.line(status.mode()) + " mode"
                + (why.isEmpty() ? "" : " (" + SafeText.line(why) + ")");
    }
}
