package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out which files packages have, with the packages that they need. Each is looked at once, so that circles end. */
public final class Resolver {
    private static final int MAX_PACKAGES = 100;
    private static final int MAX_FILES = 2000;
    private static final int MAX_MANIFEST_BYTES = 512 * 1024;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{4,64}");

    private final Source source;
    private final Location index;
    private final String format;

    private final Deque<Asked> waiting = new ArrayDeque<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Resolution.Resolved> packages = new ArrayList<>();

    /** A package that is to be looked at, and the one that needs it. */
    private record Asked(
            Reference reference, String shown, @Nullable String by) {}

    /**
     * A resolver for one kind of board.
     *
     * @param index the folder or address of the index, with a slash at its end
     * @param format version of the bytecode that is wanted, or {@code py}
     */
    public Resolver(Source source, Location index, String format) {
        this.source = source;
        this.index = index;
        this.format = format;
    }

    /** All that these words mean. */
    public Resolution resolve(List<String> words, Function<String, Path> local)
            throws IOException, ShellException, MqboardException {
        for (String word : words) {
            ask(new Asked(Reference.of(word, local), SafeText.line(word), null));
        }
        while (!waiting.isEmpty()) {
            Asked asked = waiting.remove();
            if (asked.reference() instanceof Reference.Named named) {
                named(named, asked);
            } else if (asked.reference() instanceof Reference.Placed placed) {
                placed(placed, asked);
            }
        }
        return new Resolution(List.copyOf(packages), List.copyOf(parts.values()));
    }

    /** Nothing is looked at twice; two versions of one package cannot both be there. */
    private void ask(Asked asked) throws ShellException {
        String key = asked.reference() instanceof Reference.Named named
                ? named.name()
                : ((Reference.Placed) asked.reference()).at().shown();
        String version = asked.reference() instanceof Reference.Named named ? named.version() : "";
        String other = versions.putIfAbsent(key, version);
        if (other == null) {
            if (versions.size() > MAX_PACKAGES) {
                throw failed("these need more than " + MAX_PACKAGES + " packages");
            }
            waiting.add(asked);
        } else if (!version.equals(other) && !version.equals(Reference.LATEST)) {
            throw failed((asked.by() == null ? "" : asked.by() + " needs ") + asked.shown() + ", but " + key + "@"
                    + other + " is to be installed");
        }
    }

    // ---- packages of the index

    private void named(Reference.Named named, Asked asked) throws IOException, ShellException, MqboardException {
        Location at = index.resolve("package/" + format + "/" + named.name() + "/" + named.version() + ".json");
        Manifest manifest = Manifest.of(
                ofIndex(at, MAX_MANIFEST_BYTES).orElseThrow(() -> failed(unknown(named, asked))), at.shown());
        take(manifest, asked.shown(), at, null);
    }

    private String unknown(Reference.Named named, Asked asked) {
        boolean source = format.equals("py");
        return index.shown() + " has no package " + named.name()
                + (named.version().equals(Reference.LATEST) ? "" : " of version " + named.version())
                + (asked.by() == null ? "" : ", which " + asked.by() + " needs,")
                + (source ? " as source" : " as bytecode of version " + format + "; --no-mpy asks for its source");
    }

    private Optional<byte[]> ofIndex(Location at, int maxBytes) throws IOException, ShellException, MqboardException {
        try {
            return source.read(at, maxBytes);
        } catch (UnreachableException e) {
            throw new UnreachableException(e.getMessage() + "; --index URL|FOLDER names another index", e);
        }
    }

    // ---- packages elsewhere

    private void placed(Reference.Placed placed, Asked asked) throws IOException, ShellException, MqboardException {
        if (placed.single()) {
            String path = placed.at().path();
            add(new Part(check(path.substring(path.lastIndexOf('/') + 1), asked), placed.at(), "", asked.shown()));
            packages.add(new Resolution.Resolved(asked.shown(), "", 1));
            return;
        }
        byte[] json = source.read(placed.at(), MAX_MANIFEST_BYTES)
                .orElseThrow(() -> failed(placed.at().shown() + ": there is nothing"));
        take(Manifest.of(json, placed.at().shown()), asked.shown(), placed.at(), placed);
    }

    // ---- what they have

    private void take(Manifest manifest, String shown, Location at, Reference.@Nullable Placed placed)
            throws ShellException {
        Asked asked = new Asked(new Reference.Named("", ""), shown, null);
        for (Manifest.Pair file : manifest.hashes()) {
            String hash = file.second();
            if (!HASH.matcher(hash).matches()) {
                throw failed(at.shown() + ": '" + SafeText.line(hash) + "' is no hash");
            }
            Location there = index.resolve("file/" + hash.substring(0, 2) + "/" + hash);
            add(new Part(check(file.first(), asked), there, hash, shown));
        }
        for (Manifest.Pair file : manifest.urls()) {
            add(new Part(check(file.first(), asked), there(file.second(), at, placed), "", shown));
        }
        for (Manifest.Pair dep : manifest.deps()) {
            String version = dep.second().isEmpty() || dep.second().equals(Reference.LATEST) ? "" : "@" + dep.second();
            String word =
                    dep.first() + (dep.first().contains("@") || dep.first().contains("://") ? "" : version);
            Reference reference = Reference.remote(word);
            if (reference instanceof Reference.Placed other) {
                safe(at, other.at());
            }
            ask(new Asked(reference, SafeText.line(word), shown));
        }
        packages.add(new Resolution.Resolved(
                shown,
                SafeText.line(manifest.version()),
                manifest.hashes().size() + manifest.urls().size()));
    }

    /** Where a file is that a package names: elsewhere, or beside it. */
    private static Location there(String word, Location at, Reference.@Nullable Placed placed) throws ShellException {
        Reference.Placed repository = Reference.repository(word, placed);
        if (repository != null) {
            return repository.at();
        }
        boolean address = word.startsWith("http://") || word.startsWith("https://");
        Location there = address ? Location.web(word) : at.resolve(word);
        safe(at, there);
        return there;
    }

    /** What nobody could change on the way names nothing that anybody could. */
    private static void safe(Location from, Location to) throws ShellException {
        if (from.trusted() && from instanceof Location.Web && !to.trusted()) {
            throw failed(from.shown() + ": came by https, and names " + to.shown());
        }
    }

    private static String check(String path, Asked asked) throws ShellException {
        return PackagePath.check(path, asked.shown());
    }

    private void add(Part part) throws ShellException {
        Part other = parts.putIfAbsent(part.path(), part);
        boolean same = other == null || other.at().equals(part.at());
        if (!same) {
            throw failed(
                    SafeText.line(part.path()) + " is in " + other.owner() + " and, another one, in " + part.owner());
        }
        if (parts.size() > MAX_FILES) {
            throw failed("these packages have more than " + MAX_FILES + " files");
        }
    }

    private static ShellException failed(String why) {
        return new ShellException(ExitCode.FAILED, why);
    }
}
