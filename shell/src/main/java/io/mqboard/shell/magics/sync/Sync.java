package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Confirmation;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.sync.FileSet;
import io.mqboard.shell.sync.FolderWatch;
import io.mqboard.shell.sync.IgnoreRules;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncPlan;
import io.mqboard.shell.sync.SyncSpec;
import io.mqboard.transport.Board;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One run of {@code %sync}: once, or again and again. */
final class Sync implements AutoCloseable {
    private final Context context;
    private final Board board;
    private final SyncOptions options;
    private final SyncCommand.Specification specification;
    private final LocalSet local;
    private final SyncReport report;
    private final Delivery delivery;

    /** What the board has been seen to have, by path; only used while files are watched. */
    private final Map<String, String> seen = new HashMap<>();

    Sync(Context context, Board board, SyncOptions options, SyncCommand.Specification specification) {
        this.context = context;
        this.board = board;
        this.options = options;
        this.specification = specification;
        local = new LocalSet(context, board);
        report = new SyncReport(context, board);
        delivery = new Delivery(context, board, options);
    }

    void run(Arguments arguments) throws Exception {
        if (arguments.has("watch")) {
            watch(arguments);
        } else {
            once(arguments);
        }
    }

    // ---- again and again

    private void watch(Arguments arguments) throws Exception {
        Set<Path> folders = new TreeSet<>();
        while (true) {
            try {
                SyncSpec spec = spec();
                folders.clear();
                folders.add(spec.base());
                folders.addAll(FileSet.find(spec).folders());
            } catch (UsageException | IOException e) {
                // What is being edited may be wrong for a while; it is told below.
                if (folders.isEmpty()) {
                    throw e;
                }
            }
            // From here on no change is missed: it watches before it reads.
            try (FolderWatch watch = new FolderWatch(folders)) {
                attempt(arguments);
                context.output().detail("watching " + folders.size() + " folders");
                context.await(watch.changed());
            }
        }
    }

    private void attempt(Arguments arguments) throws Exception {
        try {
            once(arguments);
        } catch (InterruptedCallException e) {
            throw e;
        } catch (ShellException | MqboardException | IOException e) {
            seen.clear();
            ErrorText.of(e).print(context.output(), "", context.settings().verbose());
        }
    }

    // ---- once

    private SyncSpec spec() throws UsageException {
        SyncSpec spec = specification.read();
        return options.mpy() ? spec.withMpy() : spec;
    }

    private void once(Arguments arguments) throws Exception {
        Instant began = context.clock().instant();
        SyncSpec spec = spec();
        FileSet set = FileSet.find(spec);
        set.warnings().forEach(context.output()::note);
        int protocol = context.await(board.attach());
        List<SyncItem> items = local.read(spec, set);
        Comparison comparison = new Comparison(context, board);
        Map<String, IgnoreRules> targets = options.mirror() ? set.targets() : Map.of();
        SyncPlan plan = comparison.plan(items, seen, targets);
        if (options.dryRun() || options.checkOnly()) {
            delivery.look(plan, items.size());
            return;
        }
        if (!plan.deletions().isEmpty()) {
            report.deletions(plan);
            Confirmation.require(
                    context,
                    arguments,
                    "delete " + SyncReport.files(plan.deletions().size()) + " of " + board.address());
        }
        delivery.change(protocol, comparison, plan, items, began);
        if (arguments.has("watch")) {
            items.forEach(item -> seen.put(item.path(), item.sha256()));
            plan.checked().forEach(item -> seen.remove(item.path()));
            plan.kept().forEach(item -> seen.remove(item.path()));
        }
    }

    @Override
    public void close() throws IOException {
        local.close();
    }
}
