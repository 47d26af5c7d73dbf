package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.PythonCommand;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.script.language.Expansion;
import io.mqboard.shell.script.language.Variables;
import java.io.IOException;
import java.util.List;

/** Runs one statement. */
final class StatementRunner {
    private final ShellContext context;
    private final EachBoard each;

    StatementRunner(ShellContext context) {
        this.context = context;
        this.each = new EachBoard(context);
    }

    void run(Statement statement) throws Exception {
        switch (statement.kind()) {
            case MAGIC -> magic(statement);
            case RESULT -> result(statement.text());
            case BLOCK -> new BlockRunner(context).run(BlockParser.parse(statement));
            case LOCAL -> local(statement.text());
            case HELP -> explain(statement.text());
            case PYTHON -> PythonCommand.run(context, statement.text());
            case EMPTY -> {}
        }
    }

    /** What a magic prints as data. The text is what stands behind the percent sign. */
    String textOf(String text) throws Exception {
        Diversion diversion = Diversion.ofData(context.output());
        Output before = context.divert(diversion);
        try {
            magic(text);
        } finally {
            context.divert(before);
        }
        return diversion.text();
    }

    /** {@code NAME = %MAGIC}. */
    private void result(String text) throws Exception {
        int equals = text.indexOf('=');
        String value = textOf(text.substring(text.indexOf('%') + 1));
        variables().set(text.substring(0, equals).strip(), value);
    }

    private Variables variables() {
        return context.frame().variables();
    }

    private void magic(Statement statement) throws Exception {
        List<String> words = statement.words();
        if (words == null) {
            magic(statement.text());
        } else {
            each.run(Invocation.ofWords(context.magics(), words));
        }
    }

    private void magic(String text) throws Exception {
        int end = text.indexOf('\n');
        String head = end < 0 ? text : text.substring(0, end);
        String name = head.split("\\s", 2)[0];
        if (end < 0 && context.runShortcut(text)) {
            return;
        }
        Magic magic = context.magics().find(name);
        if (end >= 0) {
            String body = text.substring(end + 1);
            block(magic, Heredoc.isLiteral(head) ? body : Expansion.text(body, variables()));
            return;
        }
        String line = magic.takesText()
                ? name + " " + Expansion.text(head.substring(name.length()), variables())
                : Expansion.words(head, variables());
        each.run(Invocation.ofLine(context.magics(), line));
    }

    /** Several lines for a magic. Each statement of Python among them is run as if it were typed. */
    private void block(Magic magic, String body) throws Exception {
        if (!magic.takesText()) {
            throw new UsageException("%" + magic.name() + " takes no lines behind <<");
        }
        String rest = body;
        while (!PythonSource.of(rest).isBlank()) {
            int end = PythonSource.of(rest).firstStatementEnd();
            each.run(Invocation.ofLine(context.magics(), magic.name() + " " + rest.substring(0, end)));
            rest = rest.substring(end);
        }
    }

    /** Runs a command with the user's own shell, on the user's own terminal. */
    private void local(String command) throws ShellException, IOException {
        if (command.isEmpty()) {
            throw new UsageException("! needs a command to run locally");
        }
        context.output().flush();
        String shell = System.getenv("SHELL");
        ProcessBuilder builder =
                new ProcessBuilder(shell == null || shell.isEmpty() ? "/bin/sh" : shell, "-c", command).inheritIO();
        builder.environment().putAll(variables().all());
        if (!context.folders().atStart()) {
            builder.directory(context.folders().local().toFile());
        }
        Process process = builder.start();
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
