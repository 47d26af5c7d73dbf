package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.sync.Digester;
import io.mqboard.shell.sync.FileSet;
import io.mqboard.shell.sync.MpyCompiler;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncSpec;
import io.mqboard.shell.sync.Wanted;
import io.mqboard.transport.Board;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files of a specification, and compiles those that are to be compiled, for one board. */
final class LocalSet implements AutoCloseable {
    private final Context context;
    private final Board board;
    private final Digester digester = new Digester();
    private List<String> program = List.of();
    private @Nullable MpyCompiler compiler;

    LocalSet(Context context, Board board) {
        this.context = context;
        this.board = board;
    }

    /** The files as the board is to have them. */
    List<SyncItem> read(SyncSpec spec, FileSet set) throws IOException, ShellException, MqboardException {
        List<SyncItem> items = new ArrayList<>();
        for (Wanted wanted : set.files()) {
            Digester.Digest digest = digester.of(wanted.local());
            if (wanted.compiled()) {
                Wanted compiled = compiler(spec).compile(wanted, digest.sha256());
                Digester.Digest of = digester.of(compiled.local());
                items.add(new SyncItem(compiled, of.sizeBytes(), of.sha256()));
            } else {
                items.add(new SyncItem(wanted, digest.sizeBytes(), digest.sha256()));
            }
        }
        return items;
    }

    private MpyCompiler compiler(SyncSpec spec) throws IOException, ShellException, MqboardException {
        List<String> wanted = spec.mpyCross();
        if (wanted.isEmpty()) {
            String setting = context.settings().mpyCross();
            wanted = List.of(setting == null ? "mpy-cross" : setting);
        }
        MpyCompiler known = compiler;
        if (known == null || !wanted.equals(program)) {
            close();
            known = new MpyCompiler(wanted, BoardFormat.wanted(context, board));
            compiler = known;
            program = wanted;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        MpyCompiler known = compiler;
        if (known != null) {
            compiler = null;
            known.close();
        }
    }
}
