package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.script.language.Variables;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a running script has for itself: its variables, what an error does, which files it is made of. */
final class Frame {
    private final Variables variables;
    private final Deque<Path> files = new ArrayDeque<>();
    private boolean goesOn;
    private int failures;
    private int lastFailure;

    Frame(Variables variables, @Nullable String file) {
        this.variables = variables;
        if (file != null) {
            files.push(Path.of(file).normalize());
        }
    }

    Variables variables() {
        return variables;
    }

    /** Whether a script goes on behind a statement that ended so. */
    boolean goesOnAfter(int code) {
        return goesOn && code != ExitCode.INTERRUPTED;
    }

    boolean goesOn() {
        return goesOn;
    }

    void goOn(boolean on) {
        goesOn = on;
    }

    /** A statement ended so, and the script goes on. */
    void ended(int code) {
        variables.ended(code);
        if (code != ExitCode.OK) {
            failures++;
            lastFailure = code;
        }
    }

    /** How many statements have failed without ending the script. */
    int failures() {
        return failures;
    }

    /** The exit code of the last of them, 0 if there is none. */
    int lastFailure() {
        return lastFailure;
    }

    /** A file that stands beside the one that is read now. */
    Path resolve(String file) {
        Path current = files.peek();
        return (current == null ? Path.of(file) : current.resolveSibling(file)).normalize();
    }

    /** The lines of a file begin. */
    void enter(Path file) throws UsageException {
        if (files.contains(file)) {
            StringBuilder chain = new StringBuilder(file.toString());
            for (Path each : files) {
                chain.insert(0, each + " -> ");
            }
            throw new UsageException(file + " includes itself: " + chain);
        }
        files.push(file);
    }

    /** The lines of the file that was entered last have ended. */
    void leave() {
        files.pop();
    }
}
