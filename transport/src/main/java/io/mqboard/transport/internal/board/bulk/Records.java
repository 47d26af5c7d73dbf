package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.FileToSend;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.internal.board.LocalFile;
import io.mqboard.transport.internal.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some files as the input of {@code puts}: a record each, which is its head and its content in pieces. */
final class Records implements AutoCloseable {
    /** One file, where its record ends in the input, and how much content has arrived with all before and itself. */
    private record Entry(Item file, long endBytes, long contentBytes) {}

    /** A file to be sent from some offset on. */
    record Item(FileToSend file, String sha256, long sizeBytes, long fromBytes) {}

    private final Spool spool;
    private final List<Entry> entries = new ArrayList<>();
    private long contentBytes;

    private Records(Spool spool) {
        this.spool = spool;
    }

    /** Reads the files; on the work thread. */
    static Records of(List<Item> files, boolean compress) throws LocalFileException {
        try {
            Records records = new Records(Spool.create(compress));
            try {
                for (Item file : files) {
                    records.add(file);
                }
                records.spool.finish();
            } catch (IOException | LocalFileException e) {
                records.close();
                throw e;
            }
            return records;
        } catch (IOException e) {
            throw new LocalFileException("cannot write a temporary file: " + e.getMessage(), e);
        }
    }

    private void add(Item entry) throws IOException, LocalFileException {
        byte[] head = Json.object(out -> {
            out.name("path").value(entry.file().remotePath());
            out.name("size").value(entry.sizeBytes());
            out.name("sha256").value(entry.sha256());
            if (entry.fromBytes() > 0) {
                out.name("at").value(entry.fromBytes());
            }
        });
        spool.write16(head.length);
        spool.write(head);
        try (LocalFile local = LocalFile.open(entry.file().local())) {
            if (!local.sha256().equals(entry.sha256())) {
                throw LocalFile.changed(entry.file().local());
            }
            for (long at = entry.fromBytes(); at < entry.sizeBytes(); at += Spool.PIECE_BYTES) {
                spool.writePiece(local.read(at, (int) Math.min(Spool.PIECE_BYTES, entry.sizeBytes() - at)));
            }
        }
        contentBytes += entry.sizeBytes();
        entries.add(new Entry(entry, spool.sizeBytes(), contentBytes));
    }

    Spool input() {
        return spool;
    }

    List<Item> items() {
        return entries.stream().map(Entry::file).toList();
    }

    int count() {
        return entries.size();
    }

    /** Content of all files, the parts that were there already included. */
    long contentBytes() {
        return contentBytes;
    }

    /** Which file a byte of the input belongs to. */
    int indexAt(long inputBytes) {
        int index = 0;
        while (index < entries.size() - 1 && entries.get(index).endBytes() <= inputBytes) {
            index++;
        }
        return index;
    }

    FileToSend file(int index) {
        return entries.get(index).file().file();
    }

    /** How much content has arrived with so much of the input. */
    long contentAt(long inputBytes) {
        int index = indexAt(inputBytes);
        Entry entry = entries.get(index);
        long startInput = index == 0 ? 0 : entries.get(index - 1).endBytes();
        long startContent = index == 0 ? 0 : entries.get(index - 1).contentBytes();
        long input = Math.max(1, entry.endBytes() - startInput);
        long moved = Math.min(input, Math.max(0, inputBytes - startInput));
        return startContent + (entry.contentBytes() - startContent) * moved / input;
    }

    @Override
    public void close() {
        spool.close();
    }
}
