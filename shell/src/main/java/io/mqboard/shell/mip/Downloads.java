package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads files here and on the web; what came from the web is not asked for again, as long as this lives. */
public final class Downloads implements Source {
    /** All that one command may fetch. */
    private static final long MAX_BYTES = 32L << 20;

    private final Context context;
    private final Map<Location, Optional<byte[]>> known = new HashMap<>();
    private @Nullable WebFiles web;
    private long bytes;

    public Downloads(Context context) {
        this.context = context;
    }

    @Override
    public Optional<byte[]> read(Location location, int maxBytes) throws IOException, ShellException, MqboardException {
        if (location instanceof Location.Here here) {
            return here(here, maxBytes);
        }
        Optional<byte[]> content = known.get(location);
        if (content == null) {
            WebFiles files = web == null ? new WebFiles(context) : web;
            web = files;
            content = files.read(((Location.Web) location).uri(), maxBytes);
            bytes += content.map(all -> all.length).orElse(0);
            if (bytes > MAX_BYTES) {
                throw new ShellException(
                        ExitCode.FAILED, "these packages are larger than " + (MAX_BYTES >> 20) + " MB");
            }
            known.put(location, content);
        }
        return content;
    }

    private static Optional<byte[]> here(Location.Here here, int maxBytes) throws IOException, ShellException {
        if (!Files.isRegularFile(here.file())) {
            return Optional.empty();
        }
        Path real = here.file().toRealPath();
        if (!real.startsWith(here.within().toRealPath())) {
            throw new ShellException(ExitCode.FAILED, here.shown() + ": is a link out of the package's folder");
        }
        if (Files.size(real) > maxBytes) {
            throw new ShellException(ExitCode.FAILED, here.shown() + ": is larger than " + maxBytes + " bytes");
        }
        return Optional.of(Files.readAllBytes(real));
    }
}
