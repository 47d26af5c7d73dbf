package io.mqboard.shell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server of files on this machine: an index of packages, and whatever else a test puts there. */
public final class PackageIndex implements AutoCloseable {
    /** Paths that were asked for, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirections = new ConcurrentHashMap<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Answers in its own way. */
    public interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }

    public PackageIndex() {
        this(null);
    }

    /** One that speaks TLS, with this if it is not null. */
    public PackageIndex(@Nullable SSLContext tls) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = tls == null ? HttpServer.create(address, 0) : HttpsServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (server instanceof HttpsServer secure) {
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is, without a slash at its end. */
    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    public void put(String path, byte[] content) {
        files.put(path, content);
    }

    public void put(String path, String text) {
        put(path, text.getBytes(UTF_8));
    }

    public void redirect(String path, String to) {
        redirections.put(path, to);
    }

    /** What it has. */
    public Set<String> paths() {
        return files.keySet();
    }

    public void handle(String path, Handler handler) {
        handlers.put(path, handler);
    }

    /**
     * A package with one file.
     *
     * @param format bytecode version, or {@code py}
     * @param rest more members of its description, each behind a comma
     */
    public void add(String format, String name, String version, String path, byte[] content, String rest) {
        String hash = Digests.hex(content).substring(0, 8);
        put("/file/" + hash.substring(0, 2) + "/" + hash, content);
        put(
                "/package/" + format + "/" + name + "/" + version + ".json",
                "{\"v\": 1, \"version\": \"1.0\", \"hashes\": [[\"" + path + "\", \"" + hash + "\"]]" + rest + "}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            if (handlers.containsKey(path)) {
                handlers.get(path).answer(exchange);
            } else if (redirections.containsKey(path)) {
                exchange.getResponseHeaders().add("Location", redirections.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (files.containsKey(path)) {
                byte[] content = files.get(path);
                exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
