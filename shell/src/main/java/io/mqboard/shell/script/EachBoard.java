package io.mqboard.shell.script;

import io.mqboard.shell.command.Answers;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.output.JsonOutput;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.Recorder;
import io.mqboard.transport.Board;
import io.mqboard.transport.InterruptedCallException;
import org.jspecify.annotations.Nullable;

/** Runs a magic, which knows one board only, for each of several, and shows their answers together. */
final class EachBoard {
    private final ShellContext context;

    EachBoard(ShellContext context) {
        this.context = context;
    }

    /** Runs it for the selected boards, or once, if it is of that kind or only one is selected. */
    void run(Invocation invocation) throws Exception {
        Invocation outer = context.protection().begin(invocation);
        try {
            runEach(invocation);
        } finally {
            context.protection().end(outer);
        }
    }

    private void runEach(Invocation invocation) throws Exception {
        if (invocation.magic().once() || !context.several()) {
            invocation.run(context);
            return;
        }
        Selection selection = context.boards();
        boolean json = context.settings().json();
        Answers answers = new Answers(json);
        Output output = context.output();
        try {
            for (Board board : selection.boards()) {
                Recorder recorder = new Recorder(board.address());
                context.divert(json ? JsonOutput.ofData(recorder) : recorder);
                context.select(board);
                @Nullable Exception failure = failure(invocation);
                context.output().flush();
                answers.add(board.address(), recorder, failure);
            }
        } finally {
            context.select(selection);
            context.divert(output);
        }
        answers.print(output);
    }

    private @Nullable Exception failure(Invocation invocation) {
        if (context.interrupted()) {
            return new InterruptedCallException("interrupted");
        }
        try {
            invocation.run(context);
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
