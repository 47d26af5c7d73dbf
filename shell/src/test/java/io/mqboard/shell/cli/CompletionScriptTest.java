package io.mqboard.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.magics.StandardMagics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the generated script in a real bash, as its Tab would. */
class CompletionScriptTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("script"), CompletionScript.bash(StandardMagics.table()));
        Files.writeString(folder.resolve("my app.py"), "");
        Files.writeString(folder.resolve("run.mqs"), "");
        Path program =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("mqboard"), """
                #!/bin/sh
                echo "$*" >>asked
                case "$*" in
                    *boards) printf 'attic\\nesp32/one\\nesp32/two\\n' ;;
                    *profiles) printf 'home\\nlab\\n' ;;
                    *:lib/) printf '%s\\n' :lib/x.py :lib/sub/ ;;
                    *attic:/) printf '%s\\n' attic:/boot.py attic:/lib/ ;;
                    *"paths ") printf '%s\\n' boot.py lib/ ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** What Tab offers behind these words, the last of which is being typed. */
    private Set<String> tab(String... words) throws Exception {
        String test = "set -u; . ./script; complete -p mqboard >/dev/null; COMP_WORDS=(mqboard \"$@\");"
                + " COMP_CWORD=$#; COMP_LINE=\"mqboard $LINE\"; COMP_POINT=${#COMP_LINE}; _mqboard; [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new java.util.ArrayList<>(List.of("bash", "--norc", "-c", test, "bash"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        // As it was typed: bash takes words apart at colons.
        builder.environment()
                .put(
                        "LINE",
                        String.join(" ", words).replace("attic : ", "attic:").replace(" : ", " :"));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), text);
        return text.lines().collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void commands_filesAndScripts_behindTheOptions() throws Exception {
        assertEquals(Set.of("pwd"), tab("pw"));
        assertTrue(tab("-s", "broker", "--tls", "-T", "3", "pu").contains("put"));
        assertTrue(tab("--server", "=", "broker", "pu").contains("put"));
        assertTrue(tab("ru").containsAll(Set.of("run", "run.mqs")));
    }

    @Test
    void options_areThoseOfEachMagic_byAllItsNames() throws Exception {
        for (Magic magic : List.of(
                StandardMagics.table().find("put"), StandardMagics.table().find("ota"))) {
            Set<String> expected = new TreeSet<>(Set.of("--help"));
            for (Flag flag : magic.flags()) {
                expected.add("--" + flag.name());
                if (flag.hasLetter()) {
                    expected.add("-" + flag.letter());
                }
            }
            assertEquals(expected, tab("-b", "a/b", magic.name(), "-"));
            assertEquals(expected, tab("%" + magic.name(), "-"));
        }
        assertTrue(tab("--no").containsAll(Set.of("--no-tls", "--no-color", "--no-protect")));
    }

    @Test
    void arguments_choicesFilesAndMagics() throws Exception {
        assertEquals(Set.of("bash", "zsh"), tab("completion", ""));
        assertTrue(tab("reset", "").containsAll(Set.of("hard", "soft", "safe", "normal")));
        assertTrue(tab("man", "boot").containsAll(Set.of("bootlog", "bootstrap")));
        assertEquals(Set.of("my app.py"), tab("put", "my"));
        assertEquals(Set.of("my app.py"), tab("--cafile", "my"));
        assertEquals(Set.of("my app.py"), tab("--cafile", "=", "my"));
        assertEquals(Set.of(), tab("--server", ""));
    }

    @Test
    void boardsAndProfiles_areAskedFor_withTheOptionsBefore() throws Exception {
        assertEquals(Set.of("esp32/one", "esp32/two"), tab("-s", "broker", "--port", "=", "1884", "-b", "es"));
        assertEquals(Set.of("attic"), tab("-s", "broker", "board", "a"));
        assertEquals(Set.of("home", "lab"), tab("-P", ""));
        assertEquals(
                List.of(
                        "-s broker --port 1884 completion boards",
                        "-s broker completion boards",
                        "completion profiles"),
                Files.readAllLines(folder.resolve("asked")));
    }

    @Test
    void pathsOnBoards_areAskedFor_oneFolderAtATime() throws Exception {
        assertEquals(Set.of("boot.py", "lib/"), tab("cat", ""));
        Files.writeString(folder.resolve("lib"), "");
        assertEquals(Set.of("/boot.py"), tab("cat", "attic", ":", "/b"));
        assertEquals(Set.of("lib/x.py"), tab("put", "run.mqs", ":", "lib/x"));
        assertEquals(
                List.of("completion paths ", "completion paths attic:/", "completion paths :lib/"),
                Files.readAllLines(folder.resolve("asked")));
    }

    @Test
    void zsh_takesTheScript() throws Exception {
        String script = CompletionScript.zsh(StandardMagics.table());
        assertTrue(script.startsWith("#compdef mqboard\n"));
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "no zsh here");
        Files.writeString(folder.resolve("zsh"), script);
        Process process = new ProcessBuilder("/usr/bin/zsh", "-n", "zsh")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", text);
        assertEquals(0, process.exitValue());
    }
}
