package io.mqboard.shell.command;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.Recorder;
import io.mqboard.transport.Board;
import io.mqboard.transport.Call;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Runs Python on several boards at the same time and shows their answers together. */
final class PythonEverywhere {
    /** One board's part; {@code end} is done when nothing comes any more, and never fails. */
    private record Part(Board board, Recorder recorder, Call<Void> call, CompletableFuture<@Nullable Throwable> end) {}

    private PythonEverywhere() {}

    static void run(Context context, List<Board> boards, PythonRun python) throws ShellException, MqboardException {
        boolean json = context.settings().json();
        List<Part> parts = new ArrayList<>();
        for (Board board : boards) {
            parts.add(start(board, python, json));
        }
        context.await(new All(parts));
        Answers answers = new Answers(json);
        for (Part part : parts) {
            Throwable failure = part.end().join();
            if (json && failure == null) {
                part.recorder().json(PythonCommand.done(part.board()));
            }
            answers.add(part.board().address(), part.recorder(), failure);
        }
        answers.print(context.output());
    }

    private static Part start(Board board, PythonRun python, boolean json) {
        Recorder recorder = new Recorder(board.address());
        BoardOutput output = new BoardOutput(recorder, json ? board.address() : null);
        Call<Void> call = python.start(board, output);
        CompletableFuture<@Nullable Throwable> end = call.result().handle((result, error) -> {
            output.end();
            return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        });
        return new Part(board, recorder, call, end);
    }

    /** All calls as one, which ends with the last of them. */
    private record All(List<Part> parts) implements Call<Void> {
        @Override
        public CompletableFuture<Void> result() {
            return CompletableFuture.allOf(parts.stream().map(Part::end).toArray(CompletableFuture<?>[]::new));
        }

        @Override
        public void interrupt() {
            parts.forEach(part -> part.call().interrupt());
        }
    }
}
