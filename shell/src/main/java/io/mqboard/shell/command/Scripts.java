package io.mqboard.shell.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command may do about scripts. */
public interface Scripts {
    /** Runs a script file with arguments, variables and {@code %onerror} of its own. */
    void run(String file, List<String> arguments) throws Exception;

    /** Runs the lines of a file as if they stood here. */
    void include(String file) throws Exception;

    /** Runs lines as if they stood here; errors name the place. */
    void runText(String text, String place) throws Exception;

    /** Looks for mistakes in a script file and runs nothing; throws one error that names all of them. */
    void check(String file) throws Exception;

    /** Runs a recorded session as if it were typed, and shows what it runs. */
    void replay(Path file) throws Exception;

    /** Writes what the session runs from now on to a file, except lines that may hold a secret. */
    void record(Path file) throws Exception;

    /** Ends the recording and returns its file, or null if there was none. */
    @Nullable
    Path stopRecording() throws Exception;

    /** The file that the session is recorded to, or null. */
    @Nullable
    Path recordedTo();

    /** Whether later statements are run although one has failed; until the script that says so ends. */
    void goOnAfterErrors(boolean goOn);
}
