package io.mqboard.shell.terminal;

import java.io.IOException;
import java.util.Map;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** Builds the terminal of the process, and the two states of its line discipline that JLine does not know. */
final class Terminals {
    private static final String COMMON = "xterm-256color";

    private Terminals() {}

    /**
     * The terminal of the process, or a dumb one if there is none. No child process is started: {@code infocmp} and {@code stty} cost more
     * than the rest of the start, so a terminal that JLine does not know is taken for an xterm.
     */
    static Terminal system(Map<String, String> environment) throws IOException {
        String type = environment.getOrDefault("TERM", "").isEmpty() ? Terminal.TYPE_DUMB : environment.get("TERM");
        for (String needed : new String[] {type, Terminal.TYPE_DUMB, Terminal.TYPE_DUMB_COLOR}) {
            String known = InfoCmp.getDefaultInfoCmp(needed);
            InfoCmp.setLoadedInfoCmp(needed, known == null ? InfoCmp.getDefaultInfoCmp(COMMON) : known);
        }
        Terminal terminal = TerminalBuilder.builder()
                .name("mqboard")
                .type(type)
                .system(true)
                .dumb(true)
                .jni(true)
                .jna(false)
                .jansi(false)
                .ffm(false)
                .exec(false)
                .nativeSignals(true)
                .build();
        if (terminal.getWidth() <= 0) {
            // Programs that drive others often leave the size of their pseudo-terminal at nothing.
            terminal.setSize(new Size(80, 24));
        }
        return terminal;
    }

    /** Whether keys wait in the terminal of the process. Says no where the system does not tell. */
    static boolean keysWait() {
        try {
            return System.in.available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /**
     * The state while a command runs: keys are not echoed into its output but kept for the next prompt; Ctrl-C is still a signal. To be
     * ended by {@link Terminal#setAttributes}.
     *
     * <p>Ctrl-C must not flush what waits in the terminal: Linux does not wake a thread that waits for room in a pseudo-terminal when it
     * flushes it (drivers/tty/n_tty.c, isig), and the signal goes to another thread, so a flood of output would hang for ever.
     */
    static Attributes withoutEcho(Terminal terminal) {
        Attributes quiet = new Attributes(terminal.getAttributes());
        quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        quiet.setLocalFlag(Attributes.LocalFlag.ECHOCTL, false);
        quiet.setLocalFlag(Attributes.LocalFlag.ICANON, false);
        quiet.setLocalFlag(Attributes.LocalFlag.NOFLSH, true);
        quiet.setControlChar(Attributes.ControlChar.VMIN, 1);
        quiet.setControlChar(Attributes.ControlChar.VTIME, 0);
        return quiet;
    }

    /**
     * The state while a line is typed: Ctrl-C is a key like others, so that it stands in order with them. As a signal it would overtake
     * what was typed before or clear what was typed after it.
     */
    static Attributes forTyping(Terminal terminal) {
        Attributes typing = withoutEcho(terminal);
        typing.setControlChar(Attributes.ControlChar.VINTR, 0);
        return typing;
    }
}
