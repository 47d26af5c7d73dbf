package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every size and name, a flash that is full, and folders where files should be. */
class FilesIT extends OneBoard {
    @TempDir
    private Path folder;

    private Path local(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private void goesThereAndBack(String name, int size) throws IOException {
        byte[] content = Samples.random(size, size + 1L);
        Path local = local(name, content);
        program.succeed("put", local.toString(), ":/" + name);
        assertArrayEquals(content, Files.readAllBytes(board.flash().resolve(name)));
        Path back = folder.resolve("back");
        program.succeed("get", ":/" + name, back.toString());
        assertArrayEquals(content, Files.readAllBytes(back));
        Files.delete(board.flash().resolve(name));
    }

    @Test
    void sizes() throws IOException {
        for (int size : new int[] {0, 1, 4096, 65_536}) {
            goesThereAndBack("size.bin", size);
        }
    }

    @Test
    void tenMegabytes() throws IOException {
        goesThereAndBack("ten.bin", 10_000_000);
    }

    static String[] names() {
        return new String[] {
            "with two  spaces .txt",
            "quotes '\" and `backticks`.txt",
            "hash # plus + percent %.txt",
            "dollar $HOME; semicolon & star * ?.txt",
            "back\\slash.txt",
            "Grüße 世界 🎉.txt",
            "-r",
            "%eval",
            "n".repeat(196) + ".bin",
        };
    }

    @Test
    void namesThatLookLikeSomethingElse() throws IOException {
        goesThereAndBack("quotes '\" and # + % $HOME; *.txt", 3000);
        goesThereAndBack("-r", 3000);
    }

    @Test
    void namesOfAllKinds_areListedCopiedAndRemoved() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        for (String each : names()) {
            Files.writeString(tree.resolve(each), each);
        }
        program.succeed("put", "-r", tree.toString(), ":/all");
        String listed = program.with("-J").succeed("ls", ":/all");
        assertEquals(names().length, listed.lines().count(), listed);
        Path back = folder.resolve("back");
        program.succeed("get", "-r", ":/all", back.toString());
        for (String each : names()) {
            assertEquals(each, Files.readString(back.resolve(each)));
        }
        assertEquals(names()[1] + names()[5], program.succeed("cat", ":/all/" + names()[1], ":/all/" + names()[5]));
        program.succeed("mv", ":/all/-r", ":/all/it's moved");
        program.succeed("rm", ":/all/it's moved");
        program.succeed("rm", "-r", "--yes", ":/all");
        assertFalse(Files.exists(board.flash().resolve("all")));
    }

    @Test
    void fullFlash_saysSoAndKeepsWhatIsThere() throws IOException {
        try (SimBoard small = Boards.start(broker.port(), "t/small", "FLASH_SIZE=1000K")) {
            Program toSmall = Program.at(broker.port()).board("t/small");
            byte[] old = Samples.random(20_000, 1);
            toSmall.succeed("put", local("data.bin", old).toString(), ":/data.bin");
            Path big = local("big.bin", Samples.random(500_000, 2));
            toSmall.run("put", big.toString(), ":/data.bin").failed(1, "bytes are needed");
            assertArrayEquals(old, Files.readAllBytes(small.flash().resolve("data.bin")));
            assertEquals(-1, Samples.largest(small.flash(), ".mqb-*"));
            assertEquals("2\n", toSmall.succeed("eval", "1+1"));
        }
    }

    @Test
    void flashThatFillsUpMeanwhile_saysSoAndKeepsWhatIsThere() throws IOException {
        try (SimBoard small = Boards.start(broker.port(), "t/small", "FLASH_SIZE=1000K")) {
            Program toSmall = Program.at(broker.port()).board("t/small");
            toSmall.succeed("-c", """
                    import asyncio, os
                    async def fill():
                        while not any(n.startswith('.mqb-') for n in os.listdir('/')):
                            await asyncio.sleep_ms(1)
                        with open('/filler', 'wb') as f:
                            try:
                                while True:
                                    f.write(bytes(16384))
                                    await asyncio.sleep_ms(0)
                            except OSError as e:
                                print(e)
                    task = asyncio.create_task(fill())
                    """);
            Path big = local("big.bin", Samples.random(150_000, 2));
            try (FaultProxy proxy = FaultProxy.mqtt("127.0.0.1", broker.port())) {
                proxy.toServer().bytesPerSecond(200_000);
                Program slow = Program.at(proxy.port()).board("t/small");
                slow.run("put", big.toString(), ":/data.bin").failed(1, "no space left");
            }
            assertFalse(Files.exists(small.flash().resolve("data.bin")));
            assertEquals(-1, Samples.largest(small.flash(), ".mqb-*"));
            toSmall.succeed("rm", ":/filler");
            toSmall.succeed("put", big.toString(), ":/data.bin");
        }
    }

    @Test
    void folderWhereAFileShouldBe() throws IOException {
        program.succeed("mkdir", ":/taken");
        Path local = local("file.txt", Samples.ascii("x"));
        // As cp does: into the folder.
        program.succeed("put", local.toString(), ":/taken");
        assertTrue(Files.exists(board.flash().resolve("taken/file.txt")));
        Files.createDirectory(board.flash().resolve("taken/deep"));
        program.run("cat", ":/taken").failed(1, "/taken");
        program.run("run", "/no/such/file").failed(1, "/no/such/file");
        program.run("get", ":/taken", folder.resolve("x").toString()).failed(2, "/taken is a folder");
        assertFalse(Files.exists(folder.resolve("x")));
        Path here = Files.createDirectory(folder.resolve("here"));
        Files.createDirectory(here.resolve("file.txt"));
        program.run("get", ":/taken/file.txt", here.toString()).failed(1, "is a folder");
        program.run("rm", ":/taken").failed(1, "/taken");
        program.succeed("rm", "-r", "--yes", ":/taken");
    }

    @Test
    void fileWhereAFolderShouldBe() throws IOException {
        Path local = local("file.txt", Samples.ascii("x"));
        program.succeed("put", local.toString(), ":/plain");
        program.run("put", local.toString(), ":/plain/deeper").failed(1, "/plain");
        program.run("ls", ":/plain/deeper").failed(1, "/plain/deeper");
        program.run("mkdir", ":/plain").failed(1, "/plain");
        program.run("rmdir", ":/plain").failed(1, "/plain");
        program.run("get", ":/nothing", folder.resolve("y").toString()).failed(1, "/nothing");
        program.run("get", ":/plain", local + "/y").failed(1, local.toString());
        program.succeed("rm", ":/plain");
    }
}
