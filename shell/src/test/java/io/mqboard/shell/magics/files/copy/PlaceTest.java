package io.mqboard.shell.magics.files.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqboard.shell.cli.ShellException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
    @Test
    void namesFromABoard_stayBelowTheFolder() throws ShellException {
        assertEquals(
                Path.of("here/a/b c"),
                new Place.Here(Path.of("here"), true).child("a/b c").path());
        for (String name : List.of("../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "..", "a/", "a\0b")) {
            assertThrows(ShellException.class, () -> new Place.Here(Path.of("here"), true).child(name), name);
        }
    }
}
