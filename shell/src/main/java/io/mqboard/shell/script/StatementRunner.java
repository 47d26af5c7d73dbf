package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.PythonCommand;
import java.io.IOException;
import java.util.List;

/** Runs one statement. */
final class StatementRunner {
    private final ShellContext context;

    StatementRunner(ShellContext context) {
        this.context = context;
    }

    void run(Statement statement) throws Exception {
        switch (statement.kind()) {
            case MAGIC -> magic(statement).run(context);
            case LOCAL -> local(statement.text());
            case HELP -> explain(statement.text());
            case PYTHON -> PythonCommand.run(context, statement.text());
            case EMPTY -> {}
        }
    }

    private Invocation magic(Statement statement) throws UsageException {
        List<String> words = statement.words();
        return words == null
                ? Invocation.ofLine(context.magics(), statement.text())
                : Invocation.ofWords(context.magics(), words);
    }

    /** Runs a command with the user's own shell, on the user's own terminal. */
    private void local(String command) throws ShellException, IOException {
        if (command.isEmpty()) {
            throw new UsageException("! needs a command to run locally");
        }
        context.output().flush();
        String shell = System.getenv("SHELL");
        Process process = new ProcessBuilder(shell == null || shell.isEmpty() ? "/bin/sh" : shell, "-c", command)
                .inheritIO()
                .start();
        int code;
        try {
            code = process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new ShellException(ExitCode.INTERRUPTED, "interrupted", e);
        }
        if (code != 0) {
            throw new ShellException(
                    code == ExitCode.INTERRUPTED ? code : ExitCode.FAILED, "! ended with exit code " + code);
        }
    }

    /** Explains a magic, or, if none is called so, a name on the board. */
    private void explain(String name) throws Exception {
        if (name.isEmpty() || name.startsWith("%") || context.magics().has(name)) {
            Invocation.ofLine(context.magics(), "help " + name).run(context);
            return;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '.') {
                throw new UsageException("? explains a name, but " + name + " is none");
            }
        }
        PythonCommand.run(context, "help(" + name + ")");
    }
}
