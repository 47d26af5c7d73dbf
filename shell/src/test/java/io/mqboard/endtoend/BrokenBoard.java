package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A board of its own that somebody breaks and gets back through the shell, and the files for it on this side. */
final class BrokenBoard implements AutoCloseable {
    /** A board with watchdog and trials that do not keep a test waiting. */
    private static final String[] QUICK = {
        "SETTING=allok_s = 1", "SETTING=trial_s = 10", "PARTITIONS=ota", "SLOT_SIZE=64K", "IMAGE=old"
    };

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final SimBoard sim;
    private final Program program;
    private final Path folder;

    private BrokenBoard(SimBoard sim, Program program, Path folder) {
        this.sim = sim;
        this.program = program;
        this.folder = folder;
    }

    /** One that is good already. */
    static BrokenBoard start(Path folder, int port, String name, String... config) {
        String[] all = new String[QUICK.length + config.length];
        System.arraycopy(QUICK, 0, all, 0, QUICK.length);
        System.arraycopy(config, 0, all, QUICK.length, config.length);
        String address = "broken/" + name;
        SimBoard sim = Boards.start(port, address, all);
        sim.awaitGood();
        return new BrokenBoard(sim, Program.at(port).board(address), folder.resolve(name));
    }

    /** The text of a file on the board's flash. */
    String flash(String path) {
        try {
            return Files.readString(sim.flash().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A local file with this text; its path. */
    String file(String name, String text) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs lines in the shell, which must all be well; stdout and stderr. */
    String shell(String... lines) {
        Program.Ended ended = program.start("-c", String.join("\n", lines)).end(LIMIT);
        assertEquals(0, ended.code(), ended::toString);
        return ended.plain().out() + ended.err();
    }

    /** Runs lines in the shell that fail in this way, said to a person; stdout and stderr. */
    String fails(int code, String words, String... lines) {
        Program.Ended ended = program.start("-c", String.join("\n", lines)).end(LIMIT);
        return ended.failed(code, words).out() + ended.err();
    }

    Program.Running start(String... lines) {
        return program.start("-c", String.join("\n", lines));
    }

    /**
     * Puts a file that leaves the board dead, resets it, takes its power away once meanwhile, and waits until it is in safe mode for this
     * reason; what %safemode says.
     */
    void breaks(String wrong, String path, String why) {
        int before = sim.connections();
        shell("%put " + wrong + " :" + path, "%reset -n");
        sim.cutPower();
        sim.awaitConsole("safe mode: ");
        sim.awaitConnections(before + 1);
        String said = shell("%safemode");
        says(said, "in safe mode: " + why);
        says(said, "%safemode off");
    }

    /** Power is lost, and comes back. */
    void cutPower() {
        int before = sim.connections();
        sim.cutPower();
        sim.awaitConnections(before + 1);
    }

    /** Power is lost as soon as the board says this. */
    void cutPowerAt(String text) {
        sim.awaitConsole(text);
        sim.cutPower();
    }

    /** Fails unless the shell has said this. */
    static void says(String said, String words) {
        assertTrue(said.contains(words), () -> "not '" + words + "', but:\n" + said);
    }

    /** Fails unless the board becomes as good as new: what it has on trial, it confirms. */
    void good() {
        String said = shell("%safemode", "6*7");
        if (!said.contains("in normal mode\n")) {
            // On trial, or it still says what was wrong: both until it is good.
            sim.awaitGood();
            said = shell("%safemode", "6*7");
        }
        says(said, "in normal mode\n42\n");
    }

    @Override
    public void close() {
        sim.close();
    }
}
