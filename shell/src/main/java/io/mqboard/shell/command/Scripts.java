package io.mqboard.shell.command;

import java.util.List;

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

    /** Whether later statements are run although one has failed; until the script that says so ends. */
    void goOnAfterErrors(boolean goOn);
}
