package io.mqboard.transport.internal.board;

import io.mqboard.transport.ExecMode;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.RemoteFile;
import java.nio.file.Path;
import java.util.List;

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

    void ota(CallImpl<Void> call, Path image, Progress progress);
}
