package io.mqboard.shell.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one statement of a command line: a magic whose words the user's own shell has split. */
public final class OneShot implements StatementSource {
    private @Nullable Statement statement;

    public OneShot(List<String> words) {
        statement = new Statement(Statement.Kind.MAGIC, "", words, "mqboard", 0, List.of());
    }

    @Override
    public @Nullable Statement next() {
        Statement only = statement;
        statement = null;
        return only;
    }

    @Override
    public boolean goesOnAfter(int exitCode) {
        return false;
    }
}
