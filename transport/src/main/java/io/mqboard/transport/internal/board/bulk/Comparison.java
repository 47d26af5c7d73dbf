package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.board.BulkRequest;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.Source;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The command {@code have}: five bytes for each file that was asked for. */
public final class Comparison {
    private static final int ANSWER_BYTES = 5;
    /** Files of one request: enough that round trips do not count, few enough that progress is seen. */
    private static final int FILES = 500;

    private static final int SHORT_DIGEST_BYTES = 16;
    private static final int MAX_SHARED_BYTES = 255;

    private static final FileState.Kind[] KINDS = FileState.Kind.values();

    private final BulkRequest.Runner runner;
    private final BooleanSupplier takesShort;

    /** @param takesShort whether the board takes short lines, asked for each request */
    public Comparison(BulkRequest.Runner runner, BooleanSupplier takesShort) {
        this.runner = runner;
        this.takesShort = takesShort;
    }

    /** Asks about all files. Completed on the delivery thread. */
    public CompletableFuture<List<FileState>> of(CallImpl<?> call, List<FileDigest> files) {
        return next(call, files, new ArrayList<>());
    }

    private CompletableFuture<List<FileState>> next(CallImpl<?> call, List<FileDigest> files, List<FileState> states) {
        if (states.size() == files.size()) {
            return CompletableFuture.completedFuture(states);
        }
        List<FileDigest> some = files.subList(states.size(), Math.min(files.size(), states.size() + FILES));
        boolean brief = takesShort.getAsBoolean();
        BulkRequest<List<FileState>> request = BulkRequest.question(
                head -> {
                    head.name("c").value("have");
                    if (brief) {
                        head.name("short").value(true);
                    }
                },
                Source.of(brief ? shortLines(some) : lines(some)),
                some.size() * ANSWER_BYTES,
                (output, end) -> states(output, some.size()));
        return runner.run(call, request).thenCompose(answer -> {
            states.addAll(answer);
            return next(call, files, states);
        });
    }

    static byte[] lines(List<FileDigest> files) {
        StringBuilder lines = new StringBuilder();
        for (FileDigest file : files) {
            lines.append(file.sha256()).append(' ').append(file.path()).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Half of the digest as it is, how many bytes of the path are those of the line before, the others, a line end. */
    static byte[] shortLines(List<FileDigest> files) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        byte[] before = {};
        for (FileDigest file : files) {
            byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
            int shared = Arrays.mismatch(before, path);
            int same = Math.min(MAX_SHARED_BYTES, shared < 0 ? path.length : shared);
            lines.write(HexFormat.of().parseHex(file.sha256()), 0, SHORT_DIGEST_BYTES);
            lines.write(same);
            lines.write(path, same, path.length - same);
            lines.write('\n');
            before = path;
        }
        return lines.toByteArray();
    }

    private static List<FileState> states(byte[] output, int count) throws MqboardException {
        if (output.length != count * ANSWER_BYTES) {
            throw garbage();
        }
        List<FileState> states = new ArrayList<>(count);
        ByteBuffer in = ByteBuffer.wrap(output);
        while (in.hasRemaining()) {
            int kind = in.get();
            if (kind < 0 || kind >= KINDS.length) {
                throw garbage();
            }
            states.add(new FileState(KINDS[kind], in.getInt() & 0xFFFF_FFFFL));
        }
        return states;
    }

    private static BoardErrorException garbage() {
        return new BoardErrorException("io", "the board's answer about its files makes no sense");
    }
}
