package io.mqboard.shell.magics.firmware;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Confirmation;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Board;
import io.mqboard.transport.FirmwareInfo;
import org.jspecify.annotations.Nullable;

/** {@code %ota}: another image for the board, what it runs, and the way back. */
final class OtaCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("ota", "update the firmware of the board, or show its slots")
                .description(
                        "IMAGE is an application image (.app-bin). Chip and size are checked before anything is sent; only blocks"
                                + " that the board does not have travel, and the board reads all of it back. The next reset starts it"
                                + " on trial: if the board does not become reachable with it, it goes back by itself.")
                .flags(
                        Flag.of('S', "status", "show what the slots hold"),
                        Flag.of(
                                'r',
                                "reset",
                                "reset the board afterwards and wait until the image is confirmed or taken back"),
                        Flag.of(
                                's',
                                "safe",
                                "put the board into safe mode first, so that the application is out of the way"),
                        Flag.of("no-activate", "write the image only; the board goes on with the one it has"),
                        Flag.of('n', "dry-run", "only check whether the image would fit"),
                        Flag.of("rollback", "go back to the image in the other slot"),
                        Flag.of("valid", "confirm the running image now"),
                        Confirmation.YES)
                .arguments(Argument.maybe("IMAGE", ArgumentKind.LOCAL_PATH))
                .changes(arguments -> !arguments.has("status") && !arguments.has("dry-run"))
                .json(
                        "board running next rollback chip",
                        "board image size",
                        "board slot size wire sent copied kept",
                        "board reason mode boots",
                        "board image state",
                        "board confirmed")
                .runs(new OtaCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        if (arguments.has("rollback")) {
            Confirmation.require(
                    context, arguments, "start the other firmware of " + board.address() + " at its next reset");
            context.await(board.firmware().revert());
            new Update(context, board, arguments).afterRollback();
        } else if (arguments.has("valid")) {
            context.await(board.firmware().markValid());
            if (context.settings().json()) {
                JsonObject object = JsonFields.of(board);
                object.addProperty("confirmed", true);
                context.output().json(object);
            } else {
                context.output().note(board.address() + " keeps the image that it runs");
            }
        } else if (arguments.count() > 0) {
            new Update(context, board, arguments).run();
        } else if (arguments.has("status")) {
            status(context, board);
        } else {
            throw new UsageException("%ota: which image? usage: ota IMAGE, or ota --status");
        }
    }

    private static void status(Context context, Board board) throws Exception {
        FirmwareInfo info = context.await(board.firmware().info());
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.add("running", json(info.running()));
            object.add("next", json(info.next()));
            object.addProperty("rollback", info.rollback());
            object.addProperty("chip", info.chip());
            context.output().json(object);
            return;
        }
        Table table = new Table();
        table.row("", "SLOT", "VERSION", "STATE", "IMAGE", "ROOM");
        row(table, "runs", info.running());
        row(table, "other", info.next());
        table.print(context.output());
        if (info.next() == null) {
            context.output().note("this board has no second slot: it is updated over USB");
        }
    }

    private static void row(Table table, String role, FirmwareInfo.@Nullable Slot slot) {
        if (slot != null) {
            table.row(
                    role,
                    SafeText.line(slot.label()),
                    orDash(slot.version()),
                    orDash(slot.state()),
                    slot.imageBytes() == 0 ? "-" : Units.bytes(slot.imageBytes()),
                    Units.bytes(slot.sizeBytes()));
        }
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : SafeText.line(text);
    }

    private static @Nullable JsonObject json(FirmwareInfo.@Nullable Slot slot) {
        if (slot == null) {
            return null;
        }
        JsonObject object = new JsonObject();
        object.addProperty("slot", slot.label());
        object.addProperty("version", slot.version());
        object.addProperty("state", slot.state());
        object.addProperty("image", slot.imageBytes());
        object.addProperty("room", slot.sizeBytes());
        return object;
    }
}
