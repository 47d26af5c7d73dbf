package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FirmwareImage;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Progress;
import io.mqboard.transport.UpdateResult;
import io.mqboard.transport.internal.board.BulkRequest;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.board.LocalFile;
import io.mqboard.transport.internal.board.ProgressMeter;
import io.mqboard.transport.internal.firmware.ImageReader;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image to a board: checks that it fits, asks for the digests of the blocks of both slots, and sends what neither has. After a reset
 * of the board the same questions tell what is still missing.
 */
public final class Updater {
    private final Context context;
    private final BulkRequest.Runner runner;
    private final CallImpl<UpdateResult> call;
    private final Path path;
    private final boolean activate;
    private final boolean compress;
    private final Progress progress;
    private final Steps steps;

    public Updater(
            Context context,
            BulkRequest.Runner runner,
            CallImpl<UpdateResult> call,
            Path path,
            boolean activate,
            boolean compress,
            Progress progress) {
        this.context = context;
        this.runner = runner;
        this.call = call;
        this.path = path;
        this.activate = activate;
        this.compress = compress;
        this.progress = progress;
        steps = new Steps(context);
    }

    /** An image that was read and checked. */
    private record Image(FirmwareImage header, LocalFile file) {}

    /** Begins; returns at once. */
    public void start() {
        Object unused = steps.onWork(() -> new Image(ImageReader.read(path), LocalFile.open(path)))
                .thenCompose(image -> steps.resuming(() -> write(image))
                        .whenComplete((result, failure) -> image.file().close()))
                .whenComplete((result, failure) -> {
                    if (failure != null) {
                        call.fail(Steps.unwrapped(failure));
                    } else {
                        call.succeed(result);
                    }
                });
    }

    private CompletableFuture<UpdateResult> write(Image image) {
        return runner.run(call, info()).thenCompose(info -> {
            FirmwareInfo.Slot next = fitting(info, image);
            int blocks = ImageBlocks.count(image.file().sizeBytes());
            int runningBlocks = ImageBlocks.count(info.running().imageBytes());
            return digests("next", blocks)
                    .thenCompose(have -> digests("running", runningBlocks)
                            .thenCompose(running ->
                                    steps.onWork(() -> ImageBlocks.of(image.file(), have, running, compress))))
                    .thenCompose(missing -> send(image, next, missing));
        });
    }

    /** The slot to write, if the image may go there. Throws (wrapped) what is wrong with it. */
    private FirmwareInfo.Slot fitting(FirmwareInfo info, Image image) {
        FirmwareInfo.Slot next = info.next();
        if (next == null) {
            throw refused("unsupported", "the board has no second slot for firmware; it is updated over USB");
        }
        int chip = image.header().chip();
        if (info.chip() >= 0 && chip != info.chip()) {
            throw refused(
                    "wrong-chip",
                    path + " is for an " + FirmwareImage.chipName(chip) + ", the board is an "
                            + FirmwareImage.chipName(info.chip()));
        }
        if (image.file().sizeBytes() > next.sizeBytes()) {
            throw refused(
                    "too-big",
                    path + " has " + image.file().sizeBytes() + " bytes, the slot " + next.label() + " takes "
                            + next.sizeBytes());
        }
        return next;
    }

    private static CompletionException refused(String code, String text) {
        return new CompletionException(new BoardErrorException(code, text));
    }

    private CompletableFuture<byte[]> digests(String part, int blocks) {
        return runner.run(
                call,
                BulkRequest.question(
                        head -> head.name("c")
                                .value("ota-hash")
                                .name("part")
                                .value(part)
                                .name("from")
                                .value(0)
                                .name("n")
                                .value(blocks),
                        null,
                        blocks * ImageBlocks.DIGEST_BYTES,
                        (output, end) -> output));
    }

    private CompletableFuture<UpdateResult> send(Image image, FirmwareInfo.Slot next, ImageBlocks blocks) {
        long size = image.file().sizeBytes();
        ProgressMeter meter = new ProgressMeter(context.loop(), progress, size);
        long there = Math.min(size, (long) blocks.kept() * ImageBlocks.BLOCK_BYTES);
        long input = Math.max(1, blocks.input().sizeBytes());
        meter.resumed(there);
        BulkRequest<UpdateResult> request = BulkRequest.order(
                head -> head.name("c")
                        .value("ota")
                        .name("size")
                        .value(size)
                        .name("sha256")
                        .value(image.file().sha256())
                        .name("chip")
                        .value(image.header().chip())
                        .name("activate")
                        .value(activate),
                blocks.input(),
                bytes -> meter.moved(there + (size - there) * bytes / input),
                (output, end) -> new UpdateResult(
                        end.text("label", next.label()),
                        size,
                        blocks.input().sizeBytes(),
                        blocks.sent(),
                        blocks.copied(),
                        blocks.kept()));
        return runner.run(call, request).whenComplete((result, failure) -> {
            blocks.close();
            if (failure == null) {
                meter.done(size);
            }
        });
    }

    // ---- the other commands about firmware

    /** {@code ota-info}. */
    public static BulkRequest<FirmwareInfo> info() {
        return BulkRequest.question(head -> head.name("c").value("ota-info"), null, 0, (output, end) -> info(end));
    }

    private static FirmwareInfo info(JsonMap end) throws MqboardException {
        FirmwareInfo.Slot running = slot(end.object("running"));
        if (running == null) {
            throw new BoardErrorException("io", "the board does not say which firmware it runs");
        }
        return new FirmwareInfo(running, slot(end.object("next")), end.flag("rollback"), (int) end.number("chip", -1));
    }

    private static FirmwareInfo.@Nullable Slot slot(@Nullable JsonMap slot) {
        if (slot == null) {
            return null;
        }
        long size = slot.number("size", 0);
        long room = Math.max(0, Math.min(size, 0xFFFFL * ImageBlocks.BLOCK_BYTES));
        return new FirmwareInfo.Slot(
                slot.text("label", ""),
                room,
                slot.text("state", ""),
                slot.text("version", ""),
                Math.max(0, Math.min(slot.number("length", 0), room)));
    }
}
