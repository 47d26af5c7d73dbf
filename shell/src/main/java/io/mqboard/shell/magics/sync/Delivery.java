package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncPlan;
import io.mqboard.transport.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Brings files to a board as one set, and says what it did: for magics that know by themselves which files. */
public final class Delivery {
    /** Time within which the change must be confirmed. */
    public static final Flag CONFIRM = Flag.with(
            "confirm",
            "TIME",
            ArgumentKind.TEXT,
            "the board takes it all back unless %confirm comes within this time, such as 5m");

    /** Only look. */
    public static final Flag DRY_RUN = Flag.of('n', "dry-run", "only print what would be done");

    private final Context context;
    private final Board board;
    private final SyncOptions options;
    private final SyncReport report;

    Delivery(Context context, Board board, SyncOptions options) {
        this.context = context;
        this.board = board;
        this.options = options;
        report = new SyncReport(context, board);
    }

    /** A delivery with what {@link #CONFIRM} and {@link #DRY_RUN} say. */
    public static Delivery of(Context context, Board board, Arguments arguments) throws UsageException {
        return new Delivery(context, board, SyncOptions.of(arguments));
    }

    /** Brings those that the board does not have. */
    public void bring(List<SyncItem> items, Instant began) throws Exception {
        int protocol = context.await(board.attach());
        Comparison comparison = new Comparison(context, board);
        SyncPlan plan = comparison.plan(items, Map.of(), Map.of());
        if (options.dryRun()) {
            look(plan, items.size());
            return;
        }
        change(protocol, comparison, plan, items, began);
    }

    /** Does what is planned and says what it was. */
    void change(int protocol, Comparison comparison, SyncPlan plan, List<SyncItem> items, Instant began)
            throws Exception {
        comparison.warnOfHidden(plan);
        Application application = new Application(context, board, options, comparison);
        SyncCount count = protocol == 1 ? application.oneByOne(plan) : application.asOne(plan, items);
        report.left(plan);
        report.summary(
                count,
                Math.max(
                        0.001,
                        Duration.between(began, context.clock().instant()).toNanos() / 1e9));
        after(plan);
    }

    private void after(SyncPlan plan) throws Exception {
        if (plan.nothingToDo()) {
            return;
        }
        Duration confirm = options.confirm();
        if (confirm != null) {
            context.output()
                    .note("%confirm keeps the files; without it " + board.address() + " takes them back after "
                            + confirm.toSeconds() + " s, or %rollback at once");
        }
        if (options.reset()) {
            RollbackCommand.reset(context, board);
        }
    }

    /** Only says what would be done. */
    void look(SyncPlan plan, int all) throws ShellException {
        report.list(plan);
        int send = plan.toSend().size();
        if (!context.settings().json()) {
            context.output()
                    .note(send + " to send, " + plan.deletions().size() + " to delete, "
                            + plan.unchanged().size() + " of " + all + " unchanged");
        }
        if (options.checkOnly() && !plan.nothingDiffers()) {
            throw new ShellException(ExitCode.FAILED, SafeText.line(board.address()) + " differs");
        }
    }
}
