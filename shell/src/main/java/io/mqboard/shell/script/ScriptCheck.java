package io.mqboard.shell.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.command.Words;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.script.language.Condition;
import io.mqboard.shell.script.language.Expansion;
import io.mqboard.shell.script.language.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the mistakes of a script that can be seen without running it. */
public final class ScriptCheck {
    private final MagicTable magics;
    private final Variables variables;
    private final List<String> errors = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    private final Set<String> shortcuts = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final Set<Path> files = new HashSet<>();

    /** A variable in a statement. */
    private record Use(Statement statement, String name) {}

    private ScriptCheck(MagicTable magics, Variables variables) {
        this.magics = magics;
        this.variables = variables;
    }

    /** A check against these magics and what is known before the script begins. */
    public static ScriptCheck of(MagicTable magics, Variables variables) {
        return new ScriptCheck(magics, variables);
    }

    /** What is wrong with a file and those that it includes: lines that begin with their places. */
    public List<String> errors(String file) throws UsageException {
        file(Path.of(file).normalize(), ScriptFile.read(file));
        for (Use use : uses) {
            if (!given.contains(use.name()) && variables.find(use.name()) == null) {
                errors.add(use.statement().place() + "unknown variable $" + use.name());
            }
        }
        return errors;
    }

    private void file(Path path, String text) {
        files.add(path);
        Lines lines = Lines.of(text, path.toString(), false);
        try {
            for (Statement next = lines.next(); next != null; next = lines.next()) {
                checked(next);
            }
        } catch (UsageException e) {
            errors.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void checked(Statement statement) {
        try {
            node(BlockParser.parse(statement));
        } catch (MisplacedException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
    }

    private void nodes(List<Node> nodes) {
        nodes.forEach(this::node);
    }

    private void node(Node node) {
        Statement statement = node.statement();
        if (node instanceof Node.Branch branch) {
            for (Node.Arm arm : branch.arms()) {
                look(arm.statement(), () -> condition(arm.statement(), arm.condition()));
                nodes(arm.body());
            }
        } else if (node instanceof Node.Each each) {
            given.add(each.name());
            look(statement, () -> words(statement, each.list()));
            nodes(each.body());
        } else if (node instanceof Node.Macro macro) {
            shortcuts.add(macro.name());
            nodes(macro.body());
        } else if (node instanceof Node.Attempt attempt) {
            if (attempt.name() != null) {
                given.add(attempt.name());
            }
            nodes(attempt.body());
            nodes(attempt.rescue());
        } else {
            look(statement, () -> plain(statement));
        }
    }

    /** Something that may find a mistake. */
    private interface Look {
        void run() throws UsageException;
    }

    private void look(Statement statement, Look look) {
        try {
            look.run();
        } catch (UsageException e) {
            errors.add(statement.place() + e.getMessage());
        }
    }

    private void plain(Statement statement) throws UsageException {
        String text = statement.text();
        switch (statement.kind()) {
            case MAGIC -> magic(statement, text);
            case RESULT -> {
                given.add(text.substring(0, text.indexOf('=')).strip());
                magic(statement, text.substring(text.indexOf('%') + 1));
            }
            case PYTHON -> {
                if (PythonSource.of(text).completeness() == PythonSource.Completeness.INCOMPLETE) {
                    throw new UsageException("a bracket, a string or a line is not closed");
                }
            }
            default -> {}
        }
    }

    private void magic(Statement statement, String text) throws UsageException {
        int end = text.indexOf('\n');
        String head = end < 0 ? text : Heredoc.withoutMark(text.substring(0, end));
        String name = head.split("\\s", 2)[0];
        String rest = head.substring(name.length()).strip();
        if (shortcuts.contains(name)) {
            words(statement, rest);
            return;
        }
        Magic magic = magics.find(name);
        if (magic.name().equals("alias")) {
            shortcuts.add(rest.split("[\\s=]", 2)[0]);
        }
        if (name.equals("assert")) {
            condition(statement, rest);
        } else if (end >= 0) {
            body(statement, magic, text.substring(0, end), text.substring(end + 1));
        } else if (magic.takesText()) {
            use(statement, Expansion.names(rest, true));
        } else {
            words(statement, rest);
            if (rest.indexOf('$') < 0) {
                Invocation.ofLine(magics, head);
            }
            if (magic.name().equals("include") && rest.indexOf('$') < 0) {
                include(statement, Words.split(rest).get(0));
            }
        }
    }

    private void body(Statement statement, Magic magic, String head, String body) throws UsageException {
        if (!magic.takesText()) {
            throw new UsageException("%" + magic.name() + " takes no lines behind <<");
        }
        if (!Heredoc.isLiteral(head)) {
            use(statement, Expansion.names(body, true));
        }
    }

    private void condition(Statement statement, String text) throws UsageException {
        String rest = text;
        while (rest.matches("not\\s+(not\\s|%).*")) {
            rest = rest.substring(3).strip();
        }
        if (rest.startsWith("%")) {
            magic(statement, rest.substring(1));
        } else if (!rest.isEmpty()) {
            words(statement, rest);
            if (rest.indexOf('$') < 0) {
                Condition.holds(Words.split(rest));
            }
        }
    }

    private void words(Statement statement, String text) throws UsageException {
        use(statement, Expansion.names(text, false));
        // A default may hold a quote that is none.
        if (text.indexOf('$') < 0) {
            Words.split(text);
        }
    }

    private void use(Statement statement, List<String> names) {
        names.forEach(name -> uses.add(new Use(statement, name)));
    }

    private void include(Statement statement, String file) throws UsageException {
        Path path =
                Path.of(String.valueOf(statement.file())).resolveSibling(file).normalize();
        if (!files.contains(path)) {
            file(path, ScriptFile.read(path.toString()));
        }
    }
}
