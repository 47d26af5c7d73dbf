package io.mqboard.shell.terminal;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.reader.LineReader;
import org.jline.reader.impl.InputRC;

/** The user's keys and settings for line editing, as Readline's programs share them: {@code $INPUTRC} or {@code ~/.inputrc}. */
final class InputFile {
    private InputFile() {}

    /** Applies what JLine knows of it; what is wrong in it is said, and the rest left out. */
    static void apply(LineReader reader, Map<String, String> environment, Path home, Consumer<String> notes) {
        String named = environment.getOrDefault("INPUTRC", "");
        Path file = named.isEmpty() ? home.resolve(".inputrc") : Path.of(named);
        if (!Files.isReadable(file)) {
            return;
        }
        try (Reader text = Files.newBufferedReader(file)) {
            InputRC.configure(reader, text);
        } catch (IOException | IllegalArgumentException e) {
            notes.accept(file + " cannot be used: " + e.getMessage());
        }
        // Exclamation marks are text here.
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    }
}
