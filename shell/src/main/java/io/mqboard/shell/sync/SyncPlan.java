package io.mqboard.shell.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.FileState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What has to be done so that a board has what is wanted.
 *
 * @param missing files that are to be sent and are not there
 * @param changed files that are to be sent and differ
 * @param checked files that differ or are missing, and are not to be written
 * @param kept files that differ, and are to be written only where they are missing
 * @param unchanged files that are there as they should be
 * @param deletions files of the board that go
 * @param emptied folders of the board that are empty then, the deepest first
 */
public record SyncPlan(
        List<SyncItem> missing,
        List<SyncItem> changed,
        List<SyncItem> checked,
        List<SyncItem> kept,
        List<SyncItem> unchanged,
        List<String> deletions,
        List<String> emptied) {
    /** What follows from what the board has, which is told in the order of the items. */
    public static SyncPlan of(List<SyncItem> items, List<FileState> states, Mirror mirror) throws ShellException {
        SyncPlan plan = new SyncPlan(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                mirror.files(),
                mirror.folders());
        for (int i = 0; i < items.size(); i++) {
            plan.list(items.get(i), states.get(i).kind()).add(items.get(i));
        }
        return plan;
    }

    private List<SyncItem> list(SyncItem item, FileState.Kind kind) throws ShellException {
        SyncSpec.Options options = item.file().options();
        if (kind == FileState.Kind.SAME) {
            return unchanged;
        }
        if (options.checkOnly()) {
            return checked;
        }
        if (kind == FileState.Kind.FOLDER) {
            throw new ShellException(
                    ExitCode.FAILED,
                    item.file().place() + ": " + SafeText.line(item.path()) + " is a folder on the board");
        }
        if (kind == FileState.Kind.MISSING) {
            return missing;
        }
        return options.noUpdate() ? kept : changed;
    }

    /** What is to be sent, in the order of the paths. */
    public List<SyncItem> toSend() {
        List<SyncItem> all = new ArrayList<>(missing);
        all.addAll(changed);
        all.sort(Comparator.comparing(SyncItem::path));
        return all;
    }

    /** Whether the board has what is wanted. */
    public boolean nothingDiffers() {
        return nothingToDo() && checked.isEmpty();
    }

    /** Whether nothing is to be written. */
    public boolean nothingToDo() {
        return missing.isEmpty() && changed.isEmpty() && deletions.isEmpty() && emptied.isEmpty();
    }

    /** A name of the change, the same for the same change, so that what was interrupted is found again. */
    public String stage() {
        StringBuilder text = new StringBuilder();
        for (SyncItem item : toSend()) {
            text.append(item.sha256()).append(' ').append(item.path()).append('\n');
        }
        deletions.forEach(path -> text.append("- ").append(path).append('\n'));
        return Digester.of(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** The same, and these are deleted. */
    public SyncPlan deleting(List<String> paths, List<String> folders) {
        return new SyncPlan(missing, changed, checked, kept, unchanged, paths, folders);
    }
}
