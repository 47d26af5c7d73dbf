package io.mqboard.shell.terminal;

import io.mqboard.shell.command.Foreground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.builtins.Less;
import org.jline.builtins.Nano;
import org.jline.builtins.Source;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Lends the terminal of the shell; lines from elsewhere wait meanwhile. */
final class TerminalForeground implements Foreground {
    private final Terminal terminal;
    private final Screen screen;
    private final Attributes original;

    /** To be made while the terminal is in the state in which other programs expect it. */
    TerminalForeground(Terminal terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
        original = terminal.getAttributes();
    }

    private interface Use {
        int run() throws IOException, InterruptedException;
    }

    private int lend(Use use) throws IOException, InterruptedException {
        Attributes before = terminal.getAttributes();
        screen.park();
        terminal.setAttributes(original);
        try {
            return use.run();
        } finally {
            terminal.setAttributes(before);
            screen.unpark();
        }
    }

    @Override
    public int run(List<String> command) throws IOException, InterruptedException {
        return lend(() -> Foreground.start(command));
    }

    @Override
    public boolean edit(Path file) throws IOException {
        if (Terminals.isDumb(terminal)) {
            return false;
        }
        try {
            lend(() -> {
                Nano nano = new Nano(terminal, file.toAbsolutePath().getParent());
                nano.open(String.valueOf(file.getFileName()));
                nano.run();
                return 0;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public boolean page(Path file) throws IOException, InterruptedException {
        if (Terminals.isDumb(terminal)) {
            return false;
        }
        lend(() -> {
            new Less(terminal, file.toAbsolutePath().getParent())
                    .run(new Source.PathSource(file, String.valueOf(file.getFileName())));
            return 0;
        });
        return true;
    }
}
