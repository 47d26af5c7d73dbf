package io.mqboard.shell.sync;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a specification says; the format is that of mqboard-sync(5).
 *
 * @param base folder that the sources are relative to
 * @param sources in the order of the file
 * @param mpyCross program that compiles, with its options; empty if none is named
 */
public record SyncSpec(Path base, List<Source> sources, List<String> mpyCross) {
    /**
     * Some files for one folder of the board.
     *
     * @param place where it is said, as {@code file:line}
     * @param target absolute folder on the board, without a slash at its end unless it is the root
     * @param name local file, glob or folder, relative to the base
     * @param rename its name on the board, or null to keep it
     * @param options what was said of the target
     */
    public record Source(
            String place,
            String target,
            String name,
            @Nullable String rename,
            Options options) {}

    /**
     * What may be said of a target.
     *
     * @param checkOnly nothing is ever written
     * @param noUpdate only what is missing is written
     * @param mpy Python is compiled on the way
     */
    public record Options(boolean checkOnly, boolean noUpdate, boolean mpy) {
        /** Nothing was said. */
        public static final Options NONE = new Options(false, false, false);

        /** The same, compiled. */
        public Options withMpy() {
            return new Options(checkOnly, noUpdate, true);
        }
    }

    /** The same, with all of it compiled. */
    public SyncSpec withMpy() {
        List<Source> compiled = sources.stream()
                .map(each -> new Source(
                        each.place(),
                        each.target(),
                        each.name(),
                        each.rename(),
                        each.options().withMpy()))
                .toList();
        return new SyncSpec(base, compiled, mpyCross);
    }
}
