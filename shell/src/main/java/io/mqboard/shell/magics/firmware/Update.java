package io.mqboard.shell.magics.firmware;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Confirmation;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.magics.boards.Reboot;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.FirmwareImage;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.UpdateResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One update of one board, from the check of the image to the board that runs it. */
final class Update {
    /** Longer than a board gives a new image to become reachable, twice. */
    private static final Duration LIMIT = Duration.ofMinutes(25);

    private final Context context;
    private final Board board;
    private final Arguments arguments;

    Update(Context context, Board board, Arguments arguments) {
        this.context = context;
        this.board = board;
        this.arguments = arguments;
    }

    void run() throws Exception {
        Path file = context.folders().local(arguments.word(0));
        FirmwareImage image = FirmwareImage.read(file);
        FirmwareInfo before = info();
        String what = "image " + SafeText.line(image.version()) + " for " + FirmwareImage.chipName(image.chip()) + ", "
                + Units.bytes(image.sizeBytes());
        if (before != null) {
            check(image, before);
        }
        if (arguments.has("dry-run")) {
            fits(image, what);
            return;
        }
        Confirmation.require(context, arguments, "write " + what + " to " + board.address());
        if (arguments.has("safe") && !mode().equals("safe")) {
            Reboot reboot = new Reboot(context, board, Reboot.LIMIT);
            reboot.reset(ResetMode.SAFE);
            reboot.say(reboot.back());
        }
        send(file);
        if (arguments.has("reset")) {
            restart(image.version(), before == null ? "" : before.running().version());
        } else if (!arguments.has("no-activate")) {
            context.output().note("the next reset starts it on trial; %reset does it now");
        }
    }

    private void fits(FirmwareImage image, String what) {
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("image", image.version());
            object.addProperty("size", image.sizeBytes());
            context.output().json(object);
        } else {
            context.output().note(what + ": fits " + board.address());
        }
    }

    /** The slots; null for a board of protocol 1, which does not tell. */
    private @Nullable FirmwareInfo info() throws MqboardException {
        try {
            return context.await(board.firmware().info());
        } catch (BoardErrorException e) {
            if (e.code().equals("unsupported") && context.await(board.attach()) == 1) {
                return null;
            }
            throw e;
        }
    }

    private void check(FirmwareImage image, FirmwareInfo info) throws ShellException {
        FirmwareInfo.Slot next = info.next();
        if (next == null) {
            throw new ShellException(
                    ExitCode.FAILED, board.address() + " has no second slot for firmware: it is updated over USB");
        }
        if (info.chip() >= 0 && image.chip() != info.chip()) {
            throw new ShellException(
                    ExitCode.FAILED,
                    "the image is for " + FirmwareImage.chipName(image.chip()) + ", " + board.address() + " is an "
                            + FirmwareImage.chipName(info.chip()));
        }
        if (image.sizeBytes() > next.sizeBytes()) {
            throw new ShellException(
                    ExitCode.FAILED,
                    "the image has " + Units.bytes(image.sizeBytes()) + ", the slot " + SafeText.line(next.label())
                            + " of " + board.address() + " takes " + Units.bytes(next.sizeBytes()));
        }
    }

    private String mode() {
        return board.status().map(BoardStatus::mode).orElse("");
    }

    private void send(Path file) throws MqboardException {
        Instant began = context.clock().instant();
        UpdateResult result;
        try (ProgressFactory.Transfer bar =
                context.progress().start(SafeText.line(String.valueOf(file.getFileName())))) {
            result = context.await(board.firmware().update(file, !arguments.has("no-activate"), bar));
        }
        double seconds = Math.max(
                0.001, Duration.between(began, context.clock().instant()).toNanos() / 1e9);
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.addProperty("slot", result.label());
            object.addProperty("size", result.imageBytes());
            object.addProperty("wire", result.wireBytes());
            object.addProperty("sent", result.sentBlocks());
            object.addProperty("copied", result.copiedBlocks());
            object.addProperty("kept", result.keptBlocks());
            context.output().json(object);
            return;
        }
        int all = result.sentBlocks() + result.copiedBlocks() + result.keptBlocks();
        context.output()
                .note(String.format(
                        Locale.ROOT,
                        "wrote %s in %s (%s): %d of %d blocks sent as %s, verified",
                        Units.bytes(result.imageBytes()),
                        Units.seconds(seconds),
                        Units.rate(result.imageBytes() / seconds),
                        result.sentBlocks(),
                        all,
                        Units.bytes(result.wireBytes())));
    }

    /** After a way back was chosen: resets if that was asked for. */
    void afterRollback() throws Exception {
        FirmwareInfo info = context.await(board.firmware().info());
        FirmwareInfo.Slot other = info.next();
        if (arguments.has("reset")) {
            restart(other == null ? "" : other.version(), info.running().version());
        } else {
            context.output().note("the next reset starts the other image; %reset does it now");
        }
    }

    /** Resets the board and says what became of the image. */
    private void restart(String wanted, String former) throws Exception {
        Reboot reboot = new Reboot(context, board, LIMIT);
        reboot.reset(ResetMode.NORMAL);
        BoardStatus first = reboot.back();
        reboot.say(first);
        if (first.mode().equals("trial")) {
            context.output().note("on trial; waiting until the board confirms it");
            first = reboot.when(
                    status -> !status.mode().equals("trial"), "has neither confirmed the image nor gone back");
        }
        FirmwareInfo.Slot running = context.await(board.firmware().info()).running();
        String version = SafeText.line(running.version());
        if (!running.version().equals(wanted)) {
            throw new ShellException(
                    ExitCode.INTEGRITY,
                    board.address() + " has gone back to " + version + ": the image " + SafeText.line(wanted)
                            + " did not become reachable; %crash and %bootlog may say why");
        }
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("image", running.version());
            object.addProperty("state", running.state());
            context.output().json(object);
            return;
        }
        context.output()
                .note(board.address() + " runs " + version + " (before: " + SafeText.line(former) + "), "
                        + SafeText.line(running.state()));
    }
}
