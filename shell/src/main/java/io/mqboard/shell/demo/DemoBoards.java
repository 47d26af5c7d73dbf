package io.mqboard.shell.demo;

import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The simulated boards of the demo: each is scripts/simboard with a flash folder of its own. */
final class DemoBoards implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "attic", "cellar", "kitchen", "garage", "garden", "balcony", "hall", "pantry", "workshop", "stable");

    /** Two slots for firmware, so that %ota can be tried, and little patience with its trials. */
    private static final List<String> CONFIG = List.of("PARTITIONS=ota", "SLOT_SIZE=1M", "SETTING=allok_s = 10");

    private final List<Child> children = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    /** The address of the n-th board, from 0. */
    static String address(int number) {
        String name = NAMES.get(number % NAMES.size());
        return "demo/" + (number < NAMES.size() ? name : name + "-" + (number / NAMES.size() + 1));
    }

    /** Starts them all; they boot at the same time. */
    static DemoBoards start(Workplace place, int port, int count) throws IOException {
        DemoBoards boards = new DemoBoards();
        Files.write(config(place), CONFIG);
        try {
            for (int i = 0; i < count; i++) {
                boards.add(place, port, address(i));
            }
        } catch (IOException e) {
            boards.close();
            throw e;
        }
        return boards;
    }

    private static Path config(Workplace place) {
        return place.file("boards.conf");
    }

    private void add(Workplace place, int port, String address) throws IOException {
        Path flash = place.file(address.replace('/', '-'));
        addresses.add(address);
        children.add(Child.start(
                address,
                place,
                line -> false,
                List.of(
                        place.script("simboard").toString(),
                        "--server=" + DemoBroker.HOST,
                        "--port=" + port,
                        "--tls",
                        "--cafile=" + place.caFile(),
                        "--username=" + Workplace.USER,
                        "--password-file=" + place.passwordFile(),
                        "--prefix=" + address,
                        "--config=" + config(place),
                        "--root=" + flash)));
    }

    /** Waits until all of them have announced themselves. */
    void awaitOnline(BrokerOptions options, int seconds) throws IOException, InterruptedException, MqboardException {
        Set<String> missing = ConcurrentHashMap.newKeySet();
        missing.addAll(addresses);
        CompletableFuture<Void> all = new CompletableFuture<>();
        for (Child child : children) {
            child.ready().exceptionally(ended -> {
                all.completeExceptionally(ended);
                return null;
            });
        }
        try (BrokerSession session = BrokerSession.open(options)) {
            session.addListener(new SessionListener() {
                @Override
                public void boardChanged(BoardStatus status, @Nullable BoardStatus before) {
                    if (status.online() && missing.remove(status.address()) && missing.isEmpty()) {
                        all.complete(null);
                    }
                }
            });
            session.discover();
            all.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Child.failure(e);
        } catch (TimeoutException e) {
            throw new IOException("not online after " + seconds + " s: " + missing + saidBy(missing), e);
        }
    }

    private String saidBy(Set<String> missing) {
        int first = addresses.indexOf(missing.stream().sorted().findFirst().orElse(""));
        return first < 0 ? "" : children.get(first).said();
    }

    @Override
    public void close() {
        children.forEach(Child::stop);
        children.forEach(Child::close);
    }
}
