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

    private void within(String file, StatementSource source) throws Exception {
        if (depth == MAX_DEPTH) {
            throw new UsageException(
                    file + ": more than " + MAX_DEPTH + " scripts within scripts; does one run itself?");
        }
        depth++;
        try {
            new Loop(context, source).runWithin();
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
