package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.sync.Digester;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncSpec;
import io.mqboard.shell.sync.Wanted;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fetches the files of packages into a folder here, and looks whether they are the right ones. */
public final class Fetcher {
    /** More than the flash of any board has room for. */
    private static final int MAX_BYTES = 4 << 20;

    /** Told how far it is, before each file. */
    public interface Listener {
        void fetching(String path, int done, int all, long bytes);
    }

    private final Source source;
    private final Path folder;

    /** A fetcher; the folder is empty. */
    public Fetcher(Source source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /** All of them, with their places below a folder of the board (without a slash at its end). */
    public List<SyncItem> fetch(List<Part> parts, String target, Listener listener)
            throws IOException, ShellException, MqboardException {
        List<SyncItem> items = new ArrayList<>();
        long bytes = 0;
        for (Part part : parts) {
            listener.fetching(part.path(), items.size(), parts.size(), bytes);
            byte[] content = source.read(part.at(), MAX_BYTES)
                    .orElseThrow(() -> new ShellException(
                            ExitCode.FAILED,
                            part.owner() + ": there is no " + part.at().shown()));
            String digest = Digester.of(content);
            if (!digest.startsWith(part.sha256())) {
                throw new ShellException(
                        ExitCode.INTEGRITY,
                        part.at().shown() + ": is not the file that " + part.owner()
                                + " names: its SHA-256 begins with "
                                + digest.substring(0, part.sha256().length()));
            }
            bytes += content.length;
            Path file = Files.write(folder.resolve(String.valueOf(items.size())), content);
            String path = (target.equals("/") ? "/" : target + "/") + part.path();
            Wanted wanted = new Wanted(file, path, SyncSpec.Options.NONE, SafeText.line(part.owner()));
            items.add(new SyncItem(wanted, content.length, digest));
        }
        return items;
    }
}
