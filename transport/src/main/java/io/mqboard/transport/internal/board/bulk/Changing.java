package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.Changes;
import io.mqboard.transport.internal.board.BulkRequest;
import io.mqboard.transport.internal.board.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands about staged sets. */
public final class Changing {
    private Changing() {}

    /** {@code commit}: switches over to a set. */
    public static BulkRequest<Integer> commit(String stage, List<Changes.Change> changes, @Nullable Duration confirm) {
        StringBuilder lines = new StringBuilder();
        for (Changes.Change change : changes) {
            String sha256 = change.sha256();
            lines.append(sha256 == null ? "del " : "put " + sha256 + " ");
            lines.append(change.path()).append('\n');
        }
        return BulkRequest.order(
                head -> {
                    head.name("c").value("commit").name("stage").value(stage);
                    if (confirm != null) {
                        head.name("confirm").value(confirm.toSeconds());
                    }
                },
                Source.of(lines.toString().getBytes(StandardCharsets.UTF_8)),
                bytes -> {},
                (output, end) -> (int) end.number("n", 0));
    }

    /** {@code rollback}: takes the former files back. */
    public static BulkRequest<Integer> rollback() {
        return BulkRequest.order(
                head -> head.name("c").value("rollback"), null, bytes -> {}, (output, end) -> (int) end.number("n", 0));
    }
}
