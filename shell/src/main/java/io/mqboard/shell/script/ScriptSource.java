package io.mqboard.shell.script;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The statements of a .mqs file. */
public final class ScriptSource implements StatementSource {
    private final Path file;

    public ScriptSource(Path file) {
        this.file = file;
    }

    @Override
    public @Nullable Statement next() throws Exception {
        throw new UnsupportedOperationException(file.toString());
    }

    @Override
    public boolean goesOnAfter(int exitCode) {
        return false;
    }
}
