package io.mqboard.bench;

import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One evaluation from process start to exit. */
final class OneShotBench {
    private static final int RUNS = 15;
    private static final String ADDRESS = "bench/oneshot";

    private OneShotBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        String name = "one-shot eval, process start to exit";
        if (rig.pythonPackages().equals("-")) {
            return List.of(Row.missing(name, "no Python 3 with paho-mqtt and click to compare with"));
        }
        Path ca = makeCertificates(rig.work());
        int tls = Rig.freePort();
        int plain = rig.broker(
                "listener " + tls + " " + Rig.HOST,
                "certfile " + rig.work().resolve("broker.pem"),
                "keyfile " + rig.work().resolve("broker.key"),
                "tls_version tlsv1.3");
        rig.board(plain, ADDRESS);
        return List.of(row(rig, name + ", plain", plain), row(rig, name + ", TLS 1.3", tls, "--cafile=" + ca));
    }

    private static Path makeCertificates(Path folder) throws IOException {
        HeldCertificate authority =
                HeldCertificate.builder().commonName("bench CA").authority().build();
        HeldCertificate broker = HeldCertificate.builder()
                .commonName("bench broker")
                .ipAddress(Rig.HOST)
                .signedBy(authority)
                .build();
        broker.writeChain(folder.resolve("broker.pem"));
        broker.writePrivateKey(folder.resolve("broker.key"));
        Path file = folder.resolve("ca.pem");
        authority.writeChain(file);
        return file;
    }

    private static Row row(Rig rig, String name, int port, String... more) throws Exception {
        Path scripts = rig.root().resolve("scripts");
        String[] ours = command(
                List.of(
                        scripts.resolve("mqboard").toString(),
                        "--server=" + Rig.HOST,
                        "--port=" + port,
                        "--board=" + ADDRESS),
                more,
                "eval",
                "45+876");
        String[] peer = command(
                List.of(
                        rig.python(),
                        scripts.resolve("bench.d/oneshot_peer.py").toString(),
                        "--server=" + Rig.HOST,
                        "--port=" + port,
                        "--prefix=" + ADDRESS),
                more,
                "45+876");
        Map<String, String> packages = Map.of("PYTHONPATH", rig.pythonPackages());
        Figures.interleaved(3, () -> check(Map.of(), ours), () -> check(packages, peer));
        double[][] millis = Figures.interleaved(RUNS, () -> check(Map.of(), ours), () -> check(packages, peer));
        return Row.atMost(
                name,
                Figures.median(millis[0]),
                Figures.median(millis[1]),
                1.0,
                "median of " + RUNS
                        + " interleaved processes; peer: Python with click and paho-mqtt, event-driven, protocol 1");
    }

    private static String[] command(List<String> first, String[] middle, String... last) {
        List<String> words = new ArrayList<>(first);
        words.addAll(Arrays.asList(middle));
        words.addAll(Arrays.asList(last));
        return words.toArray(new String[0]);
    }

    private static Object check(Map<String, String> environment, String[] command) throws Exception {
        String printed = Rig.run(environment, command);
        if (!printed.equals("921")) {
            throw new IllegalStateException(String.join(" ", command) + " printed " + printed);
        }
        return printed;
    }
}
