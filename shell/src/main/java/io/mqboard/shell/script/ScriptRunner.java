package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Scripts;
import io.mqboard.shell.script.language.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs scripts within a session or within each other. */
final class ScriptRunner implements Scripts {
    private static final int MAX_DEPTH = 16;

    private final ShellContext context;
    private Frame frame = new Frame(Variables.of(Map.of()), null);
    private final Recording recording = new Recording();
    private int depth;

    ScriptRunner(ShellContext context) {
        this.context = context;
    }

    Frame frame() {
        return frame;
    }

    void begin(Variables variables, @Nullable String file) {
        frame = new Frame(variables, file);
    }

    @Override
    public void run(String file, List<String> arguments) throws Exception {
        Frame outer = frame;
        frame = new Frame(outer.variables().forScript(file, arguments), file);
        int failure;
        try {
            within(file, ScriptFile.open(file));
            failure = frame.lastFailure();
        } finally {
            frame = outer;
        }
        if (failure != ExitCode.OK) {
            throw new ReportedException(failure);
        }
    }

    @Override
    public void include(String file) throws Exception {
        Path path = frame.resolve(file);
        frame.enter(path);
        try {
            within(path.toString(), ScriptFile.open(path.toString()));
        } finally {
            frame.leave();
        }
    }

    @Override
    public void replay(Path file) throws Exception {
        StatementSource lines = ScriptFile.open(file.toString());
        StatementSource shown = new StatementSource() {
            @Override
            public @Nullable Statement next() throws Exception {
                Statement next = lines.next();
                if (next != null) {
                    context.output().note("mqboard> " + StatementText.of(next).replace("\n", "\n     ... "));
                }
                return next;
            }

            @Override
            public boolean goesOnAfter(int exitCode) {
                return false;
            }
        };
        within(file.toString(), shown);
    }

    @Override
    public void record(Path file) throws Exception {
        recording.start(file);
    }

    @Override
    public @Nullable Path stopRecording() throws Exception {
        return recording.stop();
    }

    @Override
    public @Nullable Path recordedTo() {
        return recording.path();
    }

    /** A statement of the session itself is about to run. */
    void begins(Statement statement) throws java.io.IOException {
        recording.note(statement);
    }

    /** Runs a part of a script with variables of its own. */
    void within(Frame inner, List<Node> body) throws Exception {
        Frame outer = frame;
        frame = inner;
        try {
            new BlockRunner(context).runAll(body);
        } finally {
            frame = outer;
        }
        if (inner.lastFailure() != ExitCode.OK) {
            throw new ReportedException(inner.lastFailure());
        }
    }

    private void within(String file, StatementSource lines) throws Exception {
        if (depth == MAX_DEPTH) {
            throw new UsageException(
                    file + ": more than " + MAX_DEPTH + " scripts within scripts; does one run itself?");
        }
        depth++;
        try {
            new Loop(context, lines).runWithin();
        } finally {
            depth--;
        }
    }

    @Override
    public void runText(String text, String place) throws Exception {
        within(place, Lines.of(text, place, false));
    }

    @Override
    public void check(String file) throws Exception {
        List<String> errors =
                ScriptCheck.of(context.magics(), frame.variables()).errors(file);
        errors.forEach(context.output()::error);
        if (!errors.isEmpty()) {
            throw new ReportedException(ExitCode.USAGE);
        }
    }

    @Override
    public void goOnAfterErrors(boolean goOn) {
        frame.goOn(goOn);
    }
}
