package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a folder: the output is a line of JSON for each entry. */
public final class ListOperation extends Operation {
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_ENTRIES = 100_000;

    private final CallImpl<List<RemoteFile>> call;
    private final String path;
    private final boolean recursive;
    private final List<RemoteFile> files = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    ListOperation(CallImpl<List<RemoteFile>> call, String path, boolean recursive) {
        this.call = call;
        this.path = path;
        this.recursive = recursive;
    }

    @Override
    byte[] head() {
        return Json.object(out -> {
            out.name("c").value("ls");
            out.name("path").value(path);
            out.name("r").value(recursive);
        });
    }

    @Override
    boolean repeatable() {
        return true;
    }

    @Override
    void restarted() {
        files.clear();
        line.reset();
    }

    @Override
    void output(OutputListener.Channel channel, byte[] bytes) throws MqboardException {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                from = i + 1;
            }
        }
        line.write(bytes, from, bytes.length - from);
        if (line.size() > MAX_LINE_BYTES || files.size() > MAX_ENTRIES) {
            throw garbage();
        }
    }

    private void add(String text) throws MqboardException {
        RemoteFile file = entry(text);
        if (file == null) {
            throw garbage();
        }
        files.add(file);
    }

    /** One line: name, kind, size and time; null if it is not that. */
    public static @Nullable RemoteFile entry(String text) {
        List<Object> fields = Json.parseArray(text);
        if (fields == null || fields.size() < 4) {
            return null;
        }
        boolean good =
                fields.get(0) instanceof String && fields.get(1) instanceof String && fields.get(2) instanceof Long;
        if (!good) {
            return null;
        }
        long modified = fields.get(3) instanceof Long time ? time : -1;
        boolean folder = fields.get(1).equals("d");
        return new RemoteFile((String) fields.get(0), folder, folder ? 0 : (Long) fields.get(2), modified);
    }

    private static MqboardException garbage() {
        return new BoardErrorException("io", "the board sent a listing that makes no sense");
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        if (line.size() > 0 || end.number("n", files.size()) != files.size()) {
            throw garbage();
        }
        files.sort(Comparator.comparing(RemoteFile::path));
        call.result().complete(List.copyOf(files));
    }

    @Override
    void failed(Throwable cause) {
        call.result().completeExceptionally(cause);
    }
}
