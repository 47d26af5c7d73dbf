package io.mqboard.shell.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.ShellException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytecode, and a compiler that is a script: what it is called with, and what it makes. */
class MpyTest {
    /** MicroPython 1.25 on an ESP32: version 6.3, xtensawin. */
    private static final MpyFormat ESP32 = MpyFormat.ofBoard(6 | 3 << 8 | 10 << 10);

    @TempDir
    private Path folder;

    @Test
    void numberOfABoard() {
        assertEquals(new MpyFormat(6, 3, 10), ESP32);
        assertEquals("xtensawin", ESP32.march());
        assertEquals("", MpyFormat.ofBoard(6).march());
    }

    @Test
    void bytecodeOfTheSameVersion_isLoaded_machineCodeOnlyOfTheSameSubVersionAndArchitecture() {
        assertTrue(ESP32.loads(MpyFormat.ofFile(new byte[] {'M', 6, 0, 31})));
        assertTrue(ESP32.loads(MpyFormat.ofFile(new byte[] {'M', 6, 10 << 2 | 3, 31})));
        assertFalse(ESP32.loads(MpyFormat.ofFile(new byte[] {'M', 6, 10 << 2 | 2, 31})));
        assertFalse(ESP32.loads(MpyFormat.ofFile(new byte[] {'M', 6, 2 << 2 | 3, 31})));
        assertFalse(ESP32.loads(MpyFormat.ofFile(new byte[] {'M', 5, 0, 31})));
        assertFalse(ESP32.loads(MpyFormat.ofFile(new byte[] {'M', 6})));
    }

    /** A program that writes this head, and its own arguments, to the file behind -o. */
    private List<String> program(String head) throws IOException {
        Path script = folder.resolve("mpy-cross");
        Files.writeString(
                script,
                "#!/bin/sh\nall=$*\nwhile [ $# -gt 0 ]; do [ \"$1\" = -o ] && to=$2; last=$1; shift; done\n"
                        + "grep -q syntax \"$last\" && { echo 'File \"x.py\", line 1'; echo 'SyntaxError: bad' ; exit 1; }\n"
                        + "printf '" + head + "' >\"$to\"; echo \"$all\" >>\"$to\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return List.of(script.toString());
    }

    private Wanted source(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("x.py"), text);
        return new Wanted(file, "/lib/x.py", new SyncSpec.Options(false, false, true), "spec:3");
    }

    @Test
    void compile_asksForTheArchitectureOfTheBoard_andNamesTheSource() throws Exception {
        try (MpyCompiler compiler = new MpyCompiler(program("M\\006\\000\\037"), ESP32)) {
            Wanted made = compiler.compile(source("x = 1\n"), "1");
            assertEquals("/lib/x.mpy", made.remote());
            String content = Files.readString(made.local());
            assertTrue(content.contains("-march=xtensawin -s /lib/x.py -o"), content);
            assertEquals(made.local(), compiler.compile(source("x = 1\n"), "1").local());
        }
    }

    @Test
    void bytecodeThatTheBoardDoesNotLoad_isRefused() throws Exception {
        try (MpyCompiler compiler = new MpyCompiler(program("M\\005\\000\\037"), ESP32)) {
            ShellException e = assertThrows(ShellException.class, () -> compiler.compile(source("x\n"), "1"));
            assertTrue(e.getMessage().contains("version 6.3 for xtensawin"), e::getMessage);
            assertTrue(e.getMessage().contains("makes version 5"), e::getMessage);
        }
    }

    @Test
    void mistakeInTheSource_isToldWithItsPlace() throws Exception {
        try (MpyCompiler compiler = new MpyCompiler(program("M"), ESP32)) {
            ShellException e = assertThrows(ShellException.class, () -> compiler.compile(source("syntax\n"), "1"));
            assertTrue(e.getMessage().startsWith("spec:3: "), e::getMessage);
            assertTrue(e.getMessage().endsWith("mpy-cross: SyntaxError: bad"), e::getMessage);
        }
    }

    @Test
    void noCompiler_isToldWithTheWayToNameOne() throws Exception {
        try (MpyCompiler compiler = new MpyCompiler(List.of("/no/such/mpy-cross"), ESP32)) {
            ShellException e = assertThrows(ShellException.class, () -> compiler.compile(source("x\n"), "1"));
            assertTrue(e.getMessage().startsWith("there is no /no/such/mpy-cross here; "), e::getMessage);
        }
    }
}
