package io.mqboard.shell;

import io.mqboard.shell.training.Training;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;

/**
 * What a start of the program usually does, done once for the launcher: one-shot commands, plain and over TLS, and a short visit to the
 * prompt. Arguments: a PKCS#12 file for the TLS broker, its password, and its certificate as PEM; none for a training without TLS.
 */
public final class TrainingRun {
    private TrainingRun() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        boolean tls = args.length == 3;
        Main.prepare();
        int failed = 0;
        try (Training training = new Training(tls ? args[0] : null, tls ? args[1] : "")) {
            String port = String.valueOf(training.port());
            failed += run("", "-s", "localhost", "-p", port, "-b", Training.BOARD, "eval", "1");
            failed += run("", "-s", "localhost", "-p", port, "-b", Training.BOARD, "-c", "%boards\nif True:\n  1\n1");
            if (tls) {
                String secure = String.valueOf(training.securePort());
                failed += run(
                        "", "-s", "localhost", "-p", secure, "--cafile", args[2], "-b", Training.BOARD, "eval", "1");
            }
            failed += run("012", "-s", "localhost", "-p", port, "-b", Training.BOARD);
        }
        System.exit(failed);
    }

    private static int run(String terminals, String... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(new byte[0]), data, data, terminals);
        Main.Opener opener = new Main.Opener();
        int code = new Program(console, Map.of("HOME", "/nonexistent"), opener, Clock.systemUTC()).run(arguments);
        boolean answered =
                !terminals.isEmpty() || data.toString(StandardCharsets.UTF_8).endsWith("1\n");
        return code == 0 && answered ? 0 : 1;
    }
}
