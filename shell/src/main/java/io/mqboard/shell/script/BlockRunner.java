package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.command.Words;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.script.language.Condition;
import io.mqboard.shell.script.language.Expansion;
import io.mqboard.transport.Board;
import io.mqboard.transport.InterruptedCallException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs statements with what belongs to them. */
final class BlockRunner {
    /** The variable of %for that is no word but a board. */
    private static final String BOARD = "BOARD";

    private final ShellContext context;
    private final StatementRunner statements;

    BlockRunner(ShellContext context) {
        this.context = context;
        this.statements = new StatementRunner(context);
    }

    void run(Node node) throws Exception {
        if (node instanceof Node.Branch branch) {
            branch(branch);
        } else if (node instanceof Node.Each each && each.name().equals(BOARD)) {
            boards(each);
        } else if (node instanceof Node.Each each) {
            words(each);
        } else if (node instanceof Node.Attempt attempt) {
            attempt(attempt);
        } else if (node instanceof Node.Macro macro) {
            context.shortcuts().macro(macro.name(), macro);
        } else if (Structure.word(node.statement()).equals("assert")) {
            check(Structure.rest(node.statement()));
        } else {
            statements.run(node.statement());
        }
    }

    /** Reports an error if the script goes on behind it, else throws it. */
    void failed(PlacedException e) throws PlacedException {
        if (!context.frame().goesOnAfter(Failures.code(e))) {
            throw e;
        }
        context.frame().ended(Failures.report(context, e, null, ""));
    }

    void runAll(List<Node> nodes) throws Exception {
        for (Node node : nodes) {
            if (context.leaving()) {
                return;
            }
            try {
                if (context.interrupted()) {
                    throw new InterruptedCallException("interrupted");
                }
                run(node);
                context.frame().variables().ended(ExitCode.OK);
            } catch (Exception e) {
                failed(PlacedException.of(node.statement(), e));
            }
        }
    }

    private void branch(Node.Branch branch) throws Exception {
        for (Node.Arm arm : branch.arms()) {
            boolean chosen;
            try {
                chosen = arm.condition().isEmpty() || holds(arm.condition());
            } catch (Exception e) {
                throw PlacedException.of(arm.statement(), e);
            }
            if (chosen) {
                runAll(arm.body());
                return;
            }
        }
    }

    private boolean holds(String condition) throws Exception {
        String text = condition;
        boolean wanted = true;
        while (text.matches("not\\s+(not\\s|%).*")) {
            text = text.substring(3).strip();
            wanted = !wanted;
        }
        boolean found = text.startsWith("%")
                ? Condition.isTrue(statements.textOf(text.substring(1)))
                : Condition.holds(
                        Words.split(Expansion.words(text, context.frame().variables())));
        return found == wanted;
    }

    private void check(String condition) throws Exception {
        if (!holds(condition)) {
            String meant = condition.startsWith("%") || condition.indexOf('$') < 0
                    ? ""
                    : ": "
                            + SafeText.line(
                                    Expansion.words(condition, context.frame().variables()));
            throw new ShellException(ExitCode.FAILED, "%assert " + condition + " does not hold" + meant);
        }
    }

    private List<String> list(Node.Each each) throws Exception {
        return Words.split(Expansion.list(each.list(), context.frame().variables()));
    }

    private void words(Node.Each each) throws Exception {
        for (String word : list(each)) {
            context.frame().variables().set(each.name(), word);
            runAll(each.body());
        }
    }

    private void boards(Node.Each each) throws Exception {
        Set<String> names = new LinkedHashSet<>();
        for (String word : list(each)) {
            names.addAll(context.boardNames(word));
        }
        List<String> failed = new ArrayList<>();
        int last = ExitCode.OK;
        Selection before = context.selection();
        try {
            for (String name : names) {
                int code = context.leaving() ? ExitCode.OK : board(each, name);
                if (code != ExitCode.OK) {
                    failed.add(SafeText.line(name));
                    last = code;
                }
            }
        } finally {
            context.select(before);
        }
        if (!failed.isEmpty()) {
            throw new ShellException(
                    failed.size() == names.size() ? last : ExitCode.PARTLY,
                    failed.size() + " of " + names.size() + " boards failed: " + String.join(", ", failed));
        }
    }

    /** The body for one board. Its error ends it, and is told here, because there are other boards. */
    private int board(Node.Each each, String name) throws PlacedException {
        Frame frame = context.frame();
        int failures = frame.failures();
        try {
            Board board = context.board(name);
            context.select(board);
            frame.variables().set(BOARD, board.address());
            runAll(each.body());
        } catch (Exception e) {
            PlacedException placed = PlacedException.of(each.statement(), e);
            if (Failures.code(placed) == ExitCode.INTERRUPTED) {
                throw placed;
            }
            String shown = SafeText.line(name);
            // What boards and the transport say names the board by itself.
            String prefix = Failures.message(placed).contains(shown) ? "" : shown + ": ";
            return Failures.report(context, placed, null, prefix);
        }
        return frame.failures() > failures ? frame.lastFailure() : ExitCode.OK;
    }

    /** An error within ends the body whatever %onerror says, and is told nobody but %catch. */
    private void attempt(Node.Attempt attempt) throws Exception {
        Frame frame = context.frame();
        boolean goesOn = frame.goesOn();
        Output before = context.divert(Diversion.ofTracebacks(context.output()));
        frame.goOn(false);
        Exception error;
        try {
            runAll(attempt.body());
            return;
        } catch (Exception e) {
            error = e;
        } finally {
            frame.goOn(goesOn);
            context.divert(before);
        }
        int code = Failures.code(error);
        if (code == ExitCode.INTERRUPTED) {
            throw error;
        }
        frame.variables().ended(code);
        if (attempt.name() != null) {
            frame.variables().set(attempt.name(), Failures.message(error));
        }
        runAll(attempt.rescue());
    }
}
