package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.sync.IgnoreRules;
import io.mqboard.shell.sync.Mirror;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncPlan;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks a board what it has, for all files at once. */
final class Comparison {
    private static final FileState SAME = new FileState(FileState.Kind.SAME, 0);

    private final Context context;
    private final Board board;

    Comparison(Context context, Board board) {
        this.context = context;
        this.board = board;
    }

    /**
     * What is to be done.
     *
     * @param seen digests by path that the board is known to have, so that it is not asked
     * @param targets folders that are mirrored, with what is ignored there
     */
    SyncPlan plan(List<SyncItem> items, Map<String, String> seen, Map<String, IgnoreRules> targets)
            throws MqboardException, ShellException {
        List<FileDigest> asked = new ArrayList<>();
        for (SyncItem item : items) {
            if (!item.sha256().equals(seen.get(item.path()))) {
                asked.add(new FileDigest(item.path(), item.sha256()));
            }
        }
        List<FileState> answers =
                asked.isEmpty() ? List.of() : context.await(board.changes().compare(asked));
        Iterator<FileState> next = answers.iterator();
        List<FileState> states = new ArrayList<>();
        for (SyncItem item : items) {
            states.add(item.sha256().equals(seen.get(item.path())) ? SAME : next.next());
        }
        return SyncPlan.of(items, states, mirror(items, targets));
    }

    private Mirror mirror(List<SyncItem> items, Map<String, IgnoreRules> targets) throws MqboardException {
        if (targets.isEmpty()) {
            return Mirror.NONE;
        }
        List<String> wanted = items.stream().map(SyncItem::path).toList();
        return Mirror.of(listing(targets.keySet()), targets, wanted);
    }

    /** All that is below these folders, with absolute paths. */
    private List<RemoteFile> listing(Set<String> targets) throws MqboardException {
        Map<String, RemoteFile> all = new LinkedHashMap<>();
        Set<String> asked = new TreeSet<>();
        for (String target : new TreeSet<>(targets)) {
            if (asked.stream().anyMatch(each -> each.equals("/") || target.startsWith(each + "/"))) {
                continue;
            }
            asked.add(target);
            for (RemoteFile file : below(target)) {
                String path = (target.equals("/") ? "/" : target + "/") + file.path();
                all.put(path, new RemoteFile(path, file.folder(), file.sizeBytes(), file.modifiedSeconds()));
            }
        }
        return List.copyOf(all.values());
    }

    private List<RemoteFile> below(String folder) throws MqboardException {
        try {
            return context.await(board.list(folder, true));
        } catch (BoardErrorException e) {
            if (e.code().equals("not-found")) {
                return List.of();
            }
            throw e;
        }
    }

    /** MicroPython takes the source where both are. */
    void warnOfHidden(SyncPlan plan) throws MqboardException {
        List<FileDigest> sources = new ArrayList<>();
        for (SyncItem item : plan.toSend()) {
            if (!item.path().endsWith(".mpy")) {
                continue;
            }
            String source = item.path().substring(0, item.path().length() - 3) + "py";
            if (!plan.deletions().contains(source)) {
                sources.add(new FileDigest(source, item.sha256()));
            }
        }
        if (sources.isEmpty()) {
            return;
        }
        List<FileState> states = context.await(board.changes().compare(sources));
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).kind() == FileState.Kind.DIFFERENT) {
                String path = SafeText.line(sources.get(i).path());
                context.output()
                        .note("warning: " + path + " is on the board, too, and is what MicroPython takes; %rm :"
                                + path);
            }
        }
    }
}
