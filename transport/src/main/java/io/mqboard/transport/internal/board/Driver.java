package io.mqboard.transport.internal.board;

import io.mqboard.transport.Changes;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.UpdateResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the calls of {@link io.mqboard.transport.Board} are made in one of the protocols. Each method is called on the loop. */
public interface Driver {
    void exec(CallImpl<Void> call, ExecMode mode, String name, String source, OutputListener output);

    void put(CallImpl<Void> call, Path local, String remotePath, Progress progress);

    void get(CallImpl<Void> call, String remotePath, Path local, Progress progress);

    void read(CallImpl<Void> call, String remotePath, OutputListener output);

    void list(CallImpl<List<RemoteFile>> call, String remotePath, boolean recursive);

    void stat(CallImpl<RemoteFile> call, String remotePath);

    void remove(CallImpl<Void> call, String remotePath, boolean recursive);

    void makeFolder(CallImpl<Void> call, String remotePath, boolean parents);

    void removeFolder(CallImpl<Void> call, String remotePath);

    void rename(CallImpl<Void> call, String from, String to);

    void space(CallImpl<DiskSpace> call, String remotePath);

    void digest(CallImpl<String> call, String remotePath);

    void reset(CallImpl<Void> call, ResetMode mode);

    void logLevel(CallImpl<Void> call, String level, @Nullable String logger);

    void bootLog(CallImpl<Void> call, OutputListener output);

    void names(CallImpl<PythonNames> call, String of);

    // ---- changes of many files

    void compare(CallImpl<List<FileState>> call, List<FileDigest> files);

    void send(
            CallImpl<SentFiles> call,
            List<FileToSend> files,
            @Nullable String stage,
            boolean force,
            SetProgress progress);

    void commit(CallImpl<Integer> call, String stage, List<Changes.Change> changes, @Nullable Duration confirm);

    void confirm(CallImpl<Void> call);

    void rollback(CallImpl<Integer> call);

    // ---- firmware

    void firmware(CallImpl<FirmwareInfo> call);

    void update(CallImpl<UpdateResult> call, Path image, boolean activate, Progress progress);

    void firmwareRollback(CallImpl<Void> call);

    void firmwareValid(CallImpl<Void> call);
}
