package io.mqboard.shell.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardSettingsTest {
    private static final BoardSettings.Defaults NONE = new BoardSettings.Defaults("", "", "");

    @TempDir
    Path folder;

    private BoardSettings of(String... lines) throws Exception {
        return BoardSettings.ask(Answers.of(Files.write(folder.resolve("answers"), List.of(lines))), NONE);
    }

    private static String text(BoardSettings settings, String path) {
        BoardFile found = settings.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
        return new String(found.content(), StandardCharsets.UTF_8);
    }

    @Test
    void valuesOfAnyKind_areLiteralsOfPython() throws Exception {
        BoardSettings settings = of("server = a'\"\\b", "prefix= häuser/1 ", "wifi=x = y", "wifi-key = # no comment");
        assertTrue(text(settings, "/settings.py").contains("server = \"a'\\\"\\\\b\"\nport = 8883\ntls = True\n"));
        assertTrue(text(settings, "/settings.py").contains("prefix = \"häuser/1\"\n"));
        assertTrue(text(settings, "/secrets.py").contains("wifi = (\"x = y\", \"# no comment\")\n"));
    }

    @Test
    void tlsWithoutACa_isSaidToBeUnchecked() throws Exception {
        BoardSettings settings = of("server = b", "prefix = p");
        assertTrue(settings.unchecked());
        assertTrue(text(settings, "/settings.py").contains("insecure = True\n"));
        assertEquals(false, of("server = b", "prefix = p", "tls = no").unchecked());
    }

    @Test
    void derAndPem_areToldApart() throws Exception {
        Path der = Files.write(folder.resolve("der"), new byte[] {0x30, (byte) 0x82, 1});
        BoardSettings settings = of("server = b", "prefix = p", "cafile = " + der);
        assertTrue(text(settings, "/settings.py").contains("cafile = \"/ca.der\"\n"));
        assertEquals(3, settings.files().get(0).content().length);
    }

    @Test
    void mistakes_areNamed() {
        assertThrows(UsageException.class, () -> of("server = b"));
        assertThrows(UsageException.class, () -> of("server = b", "prefix = p", "tls = perhaps"));
        assertThrows(UsageException.class, () -> of("server = b", "prefix = p", "port = 70000"));
        assertThrows(UsageException.class, () -> of("colour = red"));
        assertThrows(UsageException.class, () -> of("server"));
        for (String prefix : List.of("/a", "a/", "a//b", "a/+/b", "#")) {
            assertThrows(UsageException.class, () -> of("server = b", "prefix = " + prefix), prefix);
        }
        assertThrows(NoSuchFileException.class, () -> of("server = b", "prefix = p", "cafile = /no/such"));
    }

    @Test
    void person_isAskedAgainForWhatIsNeeded_andDefaultsAreOffered() throws Exception {
        List<String> asked = new ArrayList<>();
        List<String> typed = new ArrayList<>(List.of("", " broker ", "no", "", "", "", ""));
        Answers answers = Answers.of((question, secret) -> {
            asked.add(question);
            return typed.remove(0);
        });
        BoardSettings settings = BoardSettings.ask(answers, new BoardSettings.Defaults("", "", "lab/x"));
        assertEquals(asked.get(0), asked.get(1));
        assertTrue(asked.get(3).endsWith(" [1883]: "), asked::toString);
        assertEquals("lab/x", settings.prefix());
        assertTrue(text(settings, "/settings.py").contains("server = \"broker\"\nport = 1883\ntls = False\n"));
    }

    @Test
    void nobodyToAsk_theFileOfAnswersIsNamed() {
        Answers answers = Answers.of((question, secret) -> null);
        ShellException refused = assertThrows(ShellException.class, () -> BoardSettings.ask(answers, NONE));
        assertTrue(String.valueOf(refused.getMessage()).contains("--answers FILE"));
    }
}
