package io.mqboard.shell.sync;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits until something changes in local folders. */
public final class FolderWatch implements AutoCloseable {
    /** Editors save in several steps; this long nothing more must have changed. */
    private static final long QUIET_MILLIS = 60;

    private final WatchService service;

    /** Watches these folders, from now on. Those below them are not meant. */
    public FolderWatch(Collection<Path> folders) throws IOException {
        Path any = folders.isEmpty() ? Path.of("") : folders.iterator().next();
        service = any.getFileSystem().newWatchService();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                folder.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        }
    }

    /** Completed when something was changed and nothing more for a moment. Once. */
    public CompletableFuture<Void> changed() {
        CompletableFuture<Void> changed = new CompletableFuture<>();
        Thread thread = new Thread(() -> await(changed), "mqboard-watch");
        thread.setDaemon(true);
        thread.start();
        return changed;
    }

    private void await(CompletableFuture<Void> changed) {
        try {
            boolean meant = false;
            while (!meant) {
                meant = meant(service.take());
            }
            WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
            while (more != null) {
                meant(more);
                more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
            }
            changed.complete(null);
        } catch (ClosedWatchServiceException | InterruptedException e) {
            changed.cancel(false);
        }
    }

    /** Takes the events of a folder: whether one of them is about a file that can matter. */
    private static boolean meant(WatchKey key) {
        boolean meant = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            String name = String.valueOf(event.context());
            // What editors write beside a file while they save it.
            meant |= !name.endsWith("~") && !name.endsWith(".swp") && !name.endsWith(".swx") && !name.equals("4913");
        }
        return key.reset() && meant;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
