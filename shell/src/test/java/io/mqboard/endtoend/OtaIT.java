package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.testing.SimImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %ota} as an operator uses it: what is refused, a good image, the same once more, back, and a bad one. */
class OtaIT {
    private static MosquittoServer broker;
    private static SimBoard board;
    private static Program program;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = MosquittoServer.plain();
        board = Boards.start(
                broker.port(),
                "t/ota",
                "PARTITIONS=ota",
                "SLOT_SIZE=128K",
                "IMAGE=1.0",
                "SETTING=allok_s = 1",
                "SETTING=trial_s = 20");
        program = Program.at(broker.port()).board("t/ota");
        SimImage.make(image("good"), "version=2.0", "size=60000");
        SimImage.make(image("bad"), "version=3.0", "size=60000", "what=no-boot");
        SimImage.make(image("chip"), "version=2.0", "size=60000", "chip=9");
        SimImage.make(image("large"), "version=2.0", "size=140000");
    }

    @AfterAll
    static void stop() throws IOException {
        board.close();
        broker.close();
    }

    private static Path image(String name) {
        return folder.resolve(name + ".bin");
    }

    private static Program.Ended ota(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "ota";
        System.arraycopy(words, 0, all, 1, words.length);
        return program.run(all);
    }

    private static String status() {
        return program.succeed("ota", "--status");
    }

    @Test
    void whatDoesNotFit_isRefusedBeforeAnythingIsSent() throws IOException {
        String before = status();
        ota("-y", image("chip").toString()).failed(1, "the image is for ESP32-S3, t/ota is an ESP32");
        ota("-y", image("large").toString()).failed(1, "t/ota takes 131 KB");
        Path torn = folder.resolve("torn.bin");
        byte[] content = Files.readAllBytes(image("good"));
        content[30_000] ^= 1;
        Files.write(torn, content);
        ota("-y", torn.toString()).failed(1, "torn.bin is no application image: its checksum is wrong");
        Files.writeString(torn, "no image at all");
        ota("-y", torn.toString()).failed(1, "torn.bin is no application image: ");
        ota(image("good").toString()).failed(2, "--yes is needed");
        ota("-n", image("good").toString()).said("image 2.0 for ESP32, 60.0 KB: fits t/ota");
        assertEquals(before, status());
    }

    @Test
    void goodImage_isConfirmed_theSameTravelsNoMore_aBadOneGoesBack() {
        Program.Ended good = ota("-y", "-r", image("good").toString());
        assertEquals(0, good.code(), good::toString);
        assertTrue(good.err().contains("t/ota runs 2.0 (before: 1.0), valid"), good::toString);
        assertTrue(status().contains("ota_1  2.0"), OtaIT::status);
        ota("-y", image("good").toString()).said(": 0 of ");
        ota("-y", "-r", image("bad").toString()).failed(5, "t/ota has gone back to 2.0: the image 3.0");
        assertEquals("'2.0'\n", program.succeed("eval", "__import__('os').uname().version"));
        String json = program.with("-J").succeed("ota", "--status");
        assertTrue(json.contains("\"version\":\"2.0\""), json);
    }
}
