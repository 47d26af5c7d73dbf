package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.ListOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Lists folders page by page, as a reply must fit into the board's memory; folders below are listed after those above them. */
final class Listing {
    private static final int MAX_ENTRIES = 100_000;

    private final Lines lines;
    private final CallImpl<List<RemoteFile>> call;
    private final String path;
    private final boolean recursive;
    private final List<RemoteFile> files = new ArrayList<>();
    /** Folders that are still to be listed, relative to the path, "" for itself. */
    private final Deque<String> folders = new ArrayDeque<>();

    Listing(Lines lines, CallImpl<List<RemoteFile>> call, String path, boolean recursive) {
        this.lines = lines;
        this.call = call;
        this.path = path;
        this.recursive = recursive;
    }

    void start() {
        folders.add("");
        page(0);
    }

    private void page(int skip) {
        String below = folders.element();
        String folder = below.isEmpty() ? path : (path.endsWith("/") ? path : path + "/") + below;
        Eval eval = Eval.run(lines, Scripts.list(folder, skip), true);
        call.interruptBy(() -> eval.fail(Driver1.interrupted(lines.address())));
        Object unused = eval.result().whenComplete((text, failure) -> {
            if (failure != null) {
                call.fail(Driver1.readable(failure, lines.address(), folder));
            } else {
                took(text, below, skip);
            }
        });
    }

    private void took(String text, String below, int skip) {
        int count = 0;
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank()) {
                count++;
                if (!add(line, below)) {
                    call.failWith(Driver1.garbage(lines.address()));
                    return;
                }
            }
        }
        if (count >= Scripts.LIST_PAGE) {
            page(skip + count);
            return;
        }
        folders.remove();
        if (recursive && !folders.isEmpty()) {
            page(0);
        } else {
            files.sort(Comparator.comparing(RemoteFile::path));
            call.succeed(List.copyOf(files));
        }
    }

    private boolean add(String line, String below) {
        RemoteFile file = ListOperation.entry(line.strip());
        if (file == null || file.path().indexOf('/') >= 0 || files.size() >= MAX_ENTRIES) {
            return false;
        }
        String name = below.isEmpty() ? file.path() : below + "/" + file.path();
        files.add(new RemoteFile(name, file.folder(), file.sizeBytes(), file.modifiedSeconds()));
        if (file.folder()) {
            folders.add(name);
        }
        return true;
    }
}
