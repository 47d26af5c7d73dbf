package io.mqboard.shell.magics.files.copy;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies what was planned: to a board as one set, from a board file by file, between boards through a temporary folder here. */
public final class Copier {
    private final Context context;
    private final String magic;
    private final String verb;
    private final boolean force;
    private final boolean verbose;

    /**
     * Copies for a magic.
     *
     * @param magic its name
     * @param verb what has happened to the files in the end, such as {@code sent}
     * @param arguments with {@code force} unchanged files are copied, too; with {@code verbose} each is told
     */
    public Copier(Context context, String magic, String verb, Arguments arguments) {
        this.context = context;
        this.magic = magic;
        this.verb = verb;
        this.force = arguments.has("force");
        this.verbose = arguments.has("verbose");
    }

    /** Copies all of it and says at the end what it was. */
    public void copy(CopyPlan plan) throws ShellException, MqboardException, IOException {
        Transfers transfers = new Transfers(context, verb, plan.items().size(), verbose);
        boolean done = false;
        try (transfers) {
            makeFolders(plan.folders());
            fromHere(transfers, plan.items());
            fromThere(transfers, plan.items());
            between(transfers, plan.items());
            done = true;
        } finally {
            if (!done) {
                transfers.broken();
            }
        }
        transfers.summary();
    }

    private void makeFolders(List<Place> folders) throws MqboardException, IOException {
        for (Place folder : folders) {
            if (folder instanceof Place.Here here) {
                Files.createDirectories(here.path());
            } else if (folder instanceof Place.There there
                    && !there.target().path().equals("/")) {
                context.await(there.target().board().makeFolder(there.target().path(), true));
                context.changed(there.target().board(), there.target().path());
            }
        }
    }

    // ---- to a board

    private void fromHere(Transfers transfers, List<CopyPlan.Item> items) throws ShellException, MqboardException {
        List<CopyPlan.Item> ours = new ArrayList<>();
        List<Path> locals = new ArrayList<>();
        for (CopyPlan.Item item : items) {
            if (item.from() instanceof Place.Here here) {
                if (!(item.to() instanceof Place.There)) {
                    throw new UsageException("%" + magic + " copies from or to a board; both " + here.shown() + " and "
                            + item.to().shown() + " are here");
                }
                ours.add(item);
                locals.add(here.path());
            }
        }
        send(transfers, ours, locals);
    }

    /** Sends local files to the places of these items, all of them on one board. */
    private void send(Transfers transfers, List<CopyPlan.Item> items, List<Path> locals) throws MqboardException {
        if (items.isEmpty()) {
            return;
        }
        List<Target> targets = new ArrayList<>();
        for (CopyPlan.Item item : items) {
            targets.add(((Place.There) item.to()).target());
        }
        try {
            sendTo(transfers, locals, targets);
        } catch (BoardErrorException e) {
            CopyPlan.Item only = items.get(0);
            if (!e.code().equals("is-dir") || items.size() > 1 || !only.mayBeFolder()) {
                throw e;
            }
            sendTo(transfers, locals, List.of(targets.get(0).child(only.from().name())));
        }
    }

    private void sendTo(Transfers transfers, List<Path> locals, List<Target> targets) throws MqboardException {
        Board board = targets.get(0).board();
        List<FileToSend> files = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            files.add(new FileToSend(locals.get(i), targets.get(i).path()));
        }
        try {
            SentFiles unused = context.await(board.changes().send(files, null, force, transfers.set(board.address())));
        } finally {
            Set<String> told = new HashSet<>();
            for (Target target : targets) {
                String path = target.path();
                if (told.add(path.substring(0, path.lastIndexOf('/')))) {
                    context.changed(board, path);
                }
            }
        }
    }

    // ---- from a board

    private void fromThere(Transfers transfers, List<CopyPlan.Item> items)
            throws ShellException, MqboardException, IOException {
        List<Fetching.Fetch> fetches = new ArrayList<>();
        for (CopyPlan.Item item : items) {
            if (item.from() instanceof Place.There from && item.to() instanceof Place.Here to) {
                fetches.add(new Fetching.Fetch(from.target(), to.path(), item.sizeBytes()));
            }
        }
        List<Fetching.Fetch> missing = force ? fetches : changed(transfers, fetches);
        fetch(transfers, missing);
    }

    /** Asks boards about all files that are here with the right size, in one go; returns those that have to be fetched. */
    private List<Fetching.Fetch> changed(Transfers transfers, List<Fetching.Fetch> fetches)
            throws MqboardException, IOException {
        Map<Board, List<Fetching.Fetch>> asked = new LinkedHashMap<>();
        for (Fetching.Fetch fetch : fetches) {
            boolean here = Files.isRegularFile(fetch.to()) && Files.isReadable(fetch.to());
            boolean canBeAsked = fetch.from().path().indexOf('\n') < 0;
            if (here && canBeAsked && (fetch.sizeBytes() < 0 || fetch.sizeBytes() == Files.size(fetch.to()))) {
                asked.computeIfAbsent(fetch.from().board(), board -> new ArrayList<>())
                        .add(fetch);
            }
        }
        Set<Fetching.Fetch> same = new HashSet<>();
        for (Map.Entry<Board, List<Fetching.Fetch>> each : asked.entrySet()) {
            same(transfers, each.getKey(), each.getValue(), same);
        }
        return fetches.stream().filter(fetch -> !same.contains(fetch)).toList();
    }

    private void same(Transfers transfers, Board board, List<Fetching.Fetch> fetches, Set<Fetching.Fetch> same)
            throws MqboardException, IOException {
        List<FileDigest> digests = new ArrayList<>();
        for (Fetching.Fetch fetch : fetches) {
            digests.add(new FileDigest(fetch.from().path(), LocalDigest.of(fetch.to())));
        }
        List<FileState> states = context.await(board.changes().compare(digests));
        for (int i = 0; i < fetches.size(); i++) {
            if (states.get(i).kind() == FileState.Kind.SAME) {
                Fetching.Fetch fetch = fetches.get(i);
                same.add(fetch);
                transfers.done(board.address(), fetch.from().path(), Files.size(fetch.to()), 0, false);
            }
        }
    }

    private void fetch(Transfers transfers, List<Fetching.Fetch> fetches)
            throws ShellException, MqboardException, IOException {
        long total = 0;
        for (Fetching.Fetch fetch : fetches) {
            total = total < 0 || fetch.sizeBytes() < 0 ? -1 : total + fetch.sizeBytes();
            Path parent = fetch.to().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        }
        try (Fetching fetching = new Fetching(transfers, fetches, total)) {
            for (Fetching.Fetch fetch : fetches) {
                try {
                    context.await(fetching.next());
                } catch (BoardErrorException e) {
                    if (e.code().equals("is-dir")) {
                        throw isFolder(fetch.from().path());
                    }
                    throw e;
                }
                long size = Files.size(fetch.to());
                fetching.done(size);
                transfers.done(fetch.from().board().address(), fetch.from().path(), size, 0, true);
            }
        }
    }

    private UsageException isFolder(String path) {
        return new UsageException(SafeText.line(path) + " is a folder; %" + magic + " -r copies folders");
    }

    // ---- between boards

    private void between(Transfers transfers, List<CopyPlan.Item> items)
            throws ShellException, MqboardException, IOException {
        List<CopyPlan.Item> ours = new ArrayList<>();
        for (CopyPlan.Item item : items) {
            if (item.from() instanceof Place.There && item.to() instanceof Place.There) {
                ours.add(item);
            }
        }
        if (ours.isEmpty()) {
            return;
        }
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            List<Path> locals = new ArrayList<>();
            for (CopyPlan.Item item : ours) {
                Target from = ((Place.There) item.from()).target();
                Path local = folder.path().resolve(String.valueOf(locals.size()));
                try {
                    context.await(from.board()
                            .get(from.path(), local, transfers.one(from.path(), locals.size(), ours.size(), 0, -1)));
                } catch (BoardErrorException e) {
                    if (e.code().equals("is-dir")) {
                        throw isFolder(from.path());
                    }
                    throw e;
                }
                locals.add(local);
            }
            send(transfers, ours, locals);
        }
    }
}
