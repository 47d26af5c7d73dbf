package io.mqboard.shell.magics.measure;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.script.language.Lengths;
import io.mqboard.transport.Board;
import io.mqboard.transport.Call;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener.Channel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the selected boards for the value of an expression, again and again, all of them at the same time. */
final class Sampler {
    static final Flag EVERY = Flag.with("every", "TIME", ArgumentKind.TEXT, "how often (2s)");
    static final Flag COUNT = Flag.with('n', "count", "COUNT", ArgumentKind.TEXT, "how many times; else until Ctrl-C");

    private static final int MAX_COUNT = 10_000_000;
    private static final int MAX_BYTES = 64 * 1024;

    /** What one board has answered: a value as Python writes it, or why there is none. */
    record Sample(
            Board board,
            Instant time,
            String value,
            @Nullable Throwable failure) {
        boolean ok() {
            return failure == null;
        }
    }

    /** Takes the answers of one round. */
    interface Taker {
        void take(List<Sample> samples) throws Exception;
    }

    private final Context context;
    private final List<Board> boards;
    private final String expression;
    private final long everyMillis;
    private final int count;

    Sampler(Context context, Arguments arguments) throws Exception {
        this.context = context;
        boards = context.boards().boards();
        expression = arguments.word(0);
        String every = arguments.value(EVERY.name());
        everyMillis = every == null ? 2000 : Lengths.millis(every);
        if (everyMillis < 50 || everyMillis > Duration.ofDays(1).toMillis()) {
            throw new UsageException("--every: 50ms to 24h, not " + every);
        }
        count = TimeItCommand.number(arguments.value(COUNT.name()), COUNT.name(), Integer.MAX_VALUE, MAX_COUNT);
    }

    List<Board> boards() {
        return boards;
    }

    /** Asks until it has been done as often as wanted. The rhythm is kept: a slow answer makes the next wait shorter. */
    void run(Taker taker) throws Exception {
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                next = Math.max(next + TimeUnit.MILLISECONDS.toNanos(everyMillis), System.nanoTime());
                long millis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime()));
                context.await(new CompletableFuture<Boolean>().completeOnTimeout(true, millis, TimeUnit.MILLISECONDS));
            }
            taker.take(round());
        }
    }

    private List<Sample> round() throws MqboardException {
        List<Call<Void>> calls = new ArrayList<>();
        List<CompletableFuture<Sample>> samples = new ArrayList<>();
        for (Board board : boards) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            Call<Void> call = board.exec(ExecMode.EVAL, "<stdin>", expression, (channel, bytes) -> {
                if (channel == Channel.VALUE && value.size() < MAX_BYTES) {
                    value.writeBytes(bytes);
                }
            });
            calls.add(call);
            samples.add(call.result().handle((ok, error) -> sample(board, value, error)));
        }
        context.await(new Round(calls, samples));
        return samples.stream().map(CompletableFuture::join).toList();
    }

    private Sample sample(Board board, ByteArrayOutputStream value, @Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String text = SafeText.line(value.toString(StandardCharsets.UTF_8).strip());
        return new Sample(board, context.clock().instant(), text, cause);
    }

    /** The questions of a round as one call. Ctrl-C interrupts all and fails it. */
    private record Round(List<Call<Void>> calls, List<CompletableFuture<Sample>> samples) implements Call<Void> {
        @Override
        public CompletableFuture<Void> result() {
            return CompletableFuture.allOf(samples.toArray(CompletableFuture<?>[]::new));
        }

        @Override
        public void interrupt() {
            calls.forEach(Call::interrupt);
        }
    }
}
