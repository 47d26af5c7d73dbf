package io.mqboard.shell.magics.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqboard.shell.cli.ShellException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GetCommandTest {
    @Test
    void namesFromABoard_stayBelowTheFolder() throws ShellException {
        assertEquals(Path.of("here/a/b c"), GetCommand.below(Path.of("here"), "a/b c"));
        for (String name : List.of("../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "..", "a/", "a\0b")) {
            assertThrows(ShellException.class, () -> GetCommand.below(Path.of("here"), name), name);
        }
    }
}
