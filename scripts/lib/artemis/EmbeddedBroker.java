import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The demo's broker where there is no Mosquitto: Artemis in memory, MQTT over TLS on this machine only, one user.
 *
 * <p>Run as a source file with Artemis' jars on the class path. Arguments: the port, and the folder with {@code broker.pem},
 * {@code broker.key} and {@code password}. Says {@code running} on stdout.
 */
final class EmbeddedBroker {
    private static final String USER = "demo";
    /** Keeps nobody out: the folder does. */
    private static final String STORE = "demo-store";

    private EmbeddedBroker() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(Integer.parseInt(args[0]), folder));
        broker.setSecurityManager(users(Files.readString(folder.resolve("password")).strip()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker)));
        broker.start();
        // A port that is taken is logged only.
        if (broker.getActiveMQServer().isActive()) {
            System.out.println("running");
        } else {
            System.out.println("Artemis could not start; is port " + args[0] + " taken?");
            System.exit(1);
        }
    }

    private static Configuration configuration(int port, Path folder) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("demo")
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(
                        "mqtt",
                        "tcp://127.0.0.1:" + port + "?protocols=MQTT;tcpNoDelay=true;sslEnabled=true;sslProvider=JDK;"
                                + "keyStoreType=PKCS12;keyStorePassword=" + STORE + ";keyStorePath=" + keyStore(folder));
        configuration.setBrokerInstance(folder.resolve("artemis").toFile());
        configuration.addAddressSetting("#", new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true));
        Role all = new Role(USER, true, true, true, true, true, true, true, true, true, true, true, true);
        configuration.putSecurityRoles("#", Set.of(all));
        return configuration;
    }

    /** Certificate and key (PKCS#8, elliptic curve) in the form that the broker takes. */
    private static Path keyStore(Path folder) throws Exception {
        String pem = Files.readString(folder.resolve("broker.key"));
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
        Certificate[] chain;
        try (InputStream in = Files.newInputStream(folder.resolve("broker.pem"))) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(in).toArray(new Certificate[0]);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "broker",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                STORE.toCharArray(),
                chain);
        Path file = folder.resolve("artemis.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE.toCharArray());
        }
        return file;
    }

    private static ActiveMQJAASSecurityManager users(String password) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, password);
        users.addRole(USER, USER);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
