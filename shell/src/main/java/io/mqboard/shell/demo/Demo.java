package io.mqboard.shell.demo;

import io.mqboard.shell.Main;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.TlsOptions;
import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The program behind scripts/demo: certificates, broker, boards, then the shell in this JVM. Whatever way it ends, all that it started ends,
 * too.
 *
 * <p>Arguments, all given by scripts/demo: the number of boards, the temporary folder, the folder of scripts, {@code mosquitto} or {@code
 * artemis}, and the folder of the broker's programs.
 */
public final class Demo {
    private static final int ONLINE_SECONDS = 60;

    private final Workplace place;
    private final Deque<AutoCloseable> started = new ArrayDeque<>(); // guarded by itself

    private Demo(Workplace place) {
        this.place = place;
    }

    public static void main(String[] args) throws Exception {
        Demo demo = new Demo(new Workplace(Path.of(args[1]), Path.of(args[2])));
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "demo-end"));
        int port;
        try {
            port = demo.start(Integer.parseInt(args[0]), args[3], Path.of(args[4]));
        } catch (IOException | MqboardException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
            return;
        }
        Main.main(new String[] {
            "--server=" + DemoBroker.HOST,
            "--port=" + port,
            "--tls",
            "--cafile=" + demo.place.caFile(),
            "--username=" + Workplace.USER,
            "--password-file=" + demo.place.passwordFile(),
            "--board=" + DemoBoards.address(0)
        });
    }

    private int start(int count, String brokerKind, Path brokerPrograms)
            throws IOException, InterruptedException, MqboardException {
        makeCertificates();
        DemoBroker broker = keep(DemoBroker.start(place, brokerKind, brokerPrograms));
        DemoBoards boards = keep(DemoBoards.start(place, broker.port(), count));
        boards.awaitOnline(options(broker.port()), ONLINE_SECONDS);
        System.err.println(
                "demo: broker mqtts://" + DemoBroker.HOST + ":" + broker.port() + ", boards online: " + count);
        System.err.println("demo: one more shell:  " + place.script("mqboard") + " -s " + DemoBroker.HOST + " -p "
                + broker.port() + " --cafile " + place.caFile() + " -u " + Workplace.USER + " --password-file "
                + place.passwordFile());
        return broker.port();
    }

    /** An authority for this demo, whose key is forgotten at once, and the broker's certificate. */
    private void makeCertificates() throws IOException {
        HeldCertificate authority = HeldCertificate.builder()
                .commonName("mqboard demo CA")
                .authority()
                .build();
        HeldCertificate broker = HeldCertificate.builder()
                .commonName("mqboard demo broker")
                .dnsName("localhost")
                .ipAddress(DemoBroker.HOST)
                .signedBy(authority)
                .build();
        authority.writeChain(place.caFile());
        broker.writeChain(place.file("broker.pem"));
        broker.writePrivateKey(place.file("broker.key"));
    }

    private BrokerOptions options(int port) {
        return BrokerOptions.of(DemoBroker.HOST, port, TlsOptions.trusting(place.caFile()))
                .withUser(Workplace.USER, place.password());
    }

    private <T extends AutoCloseable> T keep(T part) {
        synchronized (started) {
            started.push(part);
        }
        return part;
    }

    /** Ends the boards, then the broker, and removes the folder. */
    private void stop() {
        synchronized (started) {
            try {
                for (AutoCloseable part : started) {
                    part.close();
                }
                place.remove();
            } catch (Exception e) {
                System.err.println("demo: " + e);
            }
        }
    }
}
