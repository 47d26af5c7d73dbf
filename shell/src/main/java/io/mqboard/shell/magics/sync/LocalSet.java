package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.sync.Digester;
import io.mqboard.shell.sync.FileSet;
import io.mqboard.shell.sync.MpyCompiler;
import io.mqboard.shell.sync.MpyFormat;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncSpec;
import io.mqboard.shell.sync.Wanted;
import io.mqboard.transport.Board;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files of a specification, and compiles those that are to be compiled, for one board. */
final class LocalSet implements AutoCloseable {
    private static final String QUESTION = "getattr(__import__('sys').implementation, '_mpy', 0)";

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
            known = new MpyCompiler(wanted, format());
            compiler = known;
            program = wanted;
        }
        return known;
    }

    /** What the board says of its own bytecode. */
    private MpyFormat format() throws ShellException, MqboardException {
        StringBuilder said = new StringBuilder();
        context.await(board.exec(ExecMode.EVAL, "<sync>", QUESTION, (channel, bytes) -> {
            if (said.length() < 100) {
                said.append(new String(bytes, StandardCharsets.US_ASCII));
            }
        }));
        int number;
        try {
            number = Integer.parseInt(said.toString().strip());
        } catch (NumberFormatException e) {
            throw new ShellException(ExitCode.FAILED, board.address() + " does not say which bytecode it loads", e);
        }
        if (number <= 0) {
            throw new UsageException(board.address() + " loads no bytecode; sync without --mpy");
        }
        return MpyFormat.ofBoard(number);
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
