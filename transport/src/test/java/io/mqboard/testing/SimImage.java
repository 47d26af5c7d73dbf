package io.mqboard.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Images of a firmware that the simulated board can boot; see {@code esp32/sim/README.md}. */
public final class SimImage {
    private SimImage() {}

    /**
     * Makes one.
     *
     * @param options such as {@code version=2.0 what=no-boot size=100000 chip=9 seed=x}
     */
    public static Path make(Path file, String... options) throws IOException, InterruptedException {
        Path project = MosquittoServer.projectFolder();
        List<String> command = new ArrayList<>(List.of(
                project.resolve("scripts/micropython").toString(),
                "-X",
                "heapsize=64M",
                project.resolve("esp32/sim/hw/image.py").toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("no image was made: " + command);
        }
        return file;
    }
}
