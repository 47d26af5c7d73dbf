package io.mqboard.shell.bootstrap;

import com.google.gson.JsonObject;
import io.mqboard.shell.bootstrap.serial.SerialPorts;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run of the command. */
public final class BootstrapRun {
    /**
     * What the command was told.
     *
     * @param device the serial port, or null
     * @param baud its speed
     * @param answers file of answers, or null to ask
     * @param force whether files of the board may be replaced
     * @param dryRun whether nothing is to be written
     */
    public record Wish(
            @Nullable String device, int baud, @Nullable String answers, boolean force, boolean dryRun) {}

    private final Context context;
    private final Output output;
    private final Wish wish;

    /** A run for this wish. */
    public BootstrapRun(Context context, Wish wish) {
        this.context = context;
        this.output = context.output();
        this.wish = wish;
    }

    /** Does it all. */
    public void run() throws Exception {
        String device = wish.device();
        if (device == null && !wish.dryRun()) {
            throw new UsageException(whichDevice(SerialPorts.candidates()));
        }
        String file = wish.answers();
        Answers answers = file == null ? Answers.of(context.questions()::ask) : Answers.of(Path.of(file));
        BoardSettings settings = BoardSettings.ask(answers, defaults());
        List<BoardFile> plan = Bootstrap.plan(settings);
        if (settings.unchecked()) {
            output.error("mqboard: no CA: the board will not check who the broker is");
        }
        if (wish.dryRun()) {
            list(plan);
        }
        if (device != null) {
            try (SerialLine line = SerialPorts.open(device, wish.baud())) {
                await(() -> work(new Bootstrap(line, device), plan, device));
            }
            if (!wish.dryRun()) {
                next(settings, device);
            }
        }
    }

    static String whichDevice(List<String> candidates) {
        if (candidates.isEmpty()) {
            return "bootstrap: which --device? This computer has no serial port; is the board plugged in?";
        }
        return "bootstrap: which --device? There are: " + String.join("; ", candidates);
    }

    /** Something that may take long. */
    private interface Work {
        void run() throws Exception;
    }

    /** Ctrl-C ends the waiting; the line is closed then, which ends the work. */
    private void await(Work work) throws Exception {
        CompletableFuture<Optional<Exception>> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        ended.complete(Optional.empty());
                    } catch (Exception e) {
                        ended.complete(Optional.of(e));
                    } catch (Error e) {
                        ended.completeExceptionally(e);
                    }
                },
                "mqboard-bootstrap");
        thread.setDaemon(true);
        thread.start();
        Optional<Exception> failure = context.await(ended);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void work(Bootstrap bootstrap, List<BoardFile> plan, String device) throws Exception {
        String python = bootstrap.check(plan, wish.force());
        output.note(device + ": " + python);
        if (wish.dryRun()) {
            bootstrap.leave();
            return;
        }
        int written;
        try (ProgressFactory.Transfer bar = context.progress().start(device)) {
            written = bootstrap.write(plan, bar);
        }
        output.note(written + " of " + plan.size() + " files written, all of them verified");
        bootstrap.reset();
    }

    private void list(List<BoardFile> plan) {
        long total = 0;
        for (BoardFile file : plan) {
            if (context.settings().json()) {
                JsonObject object = new JsonObject();
                object.addProperty("path", file.path());
                object.addProperty("size", file.content().length);
                output.json(object);
            } else {
                output.println(file.path() + "  " + file.content().length);
            }
            total += file.content().length;
        }
        output.note(plan.size() + " files, " + total / 1000 + " KB; nothing was written");
    }

    private void next(BoardSettings settings, String device) {
        output.note("the board restarts, and connects as " + settings.prefix() + "; then:  mqboard -s BROKER -b "
                + settings.prefix() + " eval '45+876'");
        output.note("it does not appear? Its console says why, at " + device + "; /settings.py and /secrets.py can be"
                + " replaced by running bootstrap --force again");
    }

    private BoardSettings.Defaults defaults() {
        BrokerOptions broker = context.settings().broker();
        TlsOptions tls = broker.tls();
        Path cafile = tls == null ? null : tls.caFile();
        String board = context.settings().board();
        return new BoardSettings.Defaults(
                broker.host().equals("localhost") ? "" : broker.host(),
                cafile == null ? "" : cafile.toString(),
                board == null ? "" : board);
    }
}
