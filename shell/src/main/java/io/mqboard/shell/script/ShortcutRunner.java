package io.mqboard.shell.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Words;
import io.mqboard.shell.script.language.Expansion;
import io.mqboard.shell.script.language.Variables;
import java.util.List;

/** Runs what aliases and macros stand for. */
final class ShortcutRunner {
    private static final int MAX_DEPTH = 16;

    private final ShellContext context;
    private int depth;

    ShortcutRunner(ShellContext context) {
        this.context = context;
    }

    /** Runs the line if its first word is an alias or a macro; false if it is none. The line has no percent sign. */
    boolean run(String line) throws Exception {
        String name = line.split("\\s", 2)[0];
        String rest = line.substring(name.length()).strip();
        String alias = context.shortcuts().alias(name);
        Object macro = context.shortcuts().macros().get(name);
        if (alias == null && macro == null) {
            return false;
        }
        if (depth == MAX_DEPTH) {
            throw new UsageException(
                    "%" + name + ": more than " + MAX_DEPTH + " within each other; does it call itself?");
        }
        depth++;
        try {
            if (alias != null) {
                String text = rest.isEmpty() ? alias : alias + " " + rest;
                new BlockRunner(context).run(BlockParser.parse(Statement.of(text, null, 0)));
            } else if (macro instanceof Node.Macro body) {
                Variables variables = context.frame().variables();
                List<String> words = Words.split(Expansion.words(rest, variables));
                context.within(new Frame(variables.forScript("%" + name, words), null), body.body());
            }
        } finally {
            depth--;
        }
        return true;
    }
}
