package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.output.SafeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A package, or a single file, as somebody names it. */
public sealed interface Reference {
    /** What an index is asked for when nobody says which version. */
    String LATEST = "latest";

    /** Branch of a repository when nobody says which. */
    String HEAD = "HEAD";

    /**
     * A package of the index.
     *
     * @param name its name
     * @param version which one, or {@link #LATEST}
     */
    record Named(String name, String version) implements Reference {}

    /**
     * A package, or a file, somewhere else.
     *
     * @param at the file itself, or the package's description
     * @param repository of GitHub or GitLab, with the branch behind an at sign; empty for others
     */
    record Placed(Location at, String repository) implements Reference {
        /** The branch for another file of a repository. */
        String branch(String other) {
            boolean same = repository.startsWith(other + "@");
            return same ? repository.substring(other.length() + 1) : HEAD;
        }

        /** Whether it is one file rather than a package. */
        public boolean single() {
            return isPython(at.path());
        }
    }

    /** What is said in the place of a package: {@code NAME[@VERSION]}, {@code github:}, {@code gitlab:}, an address, or a path here. */
    static Reference of(String word, Function<String, Path> local) throws ShellException {
        if (word.startsWith("./") || word.startsWith("/") || word.startsWith("../") || word.equals(".")) {
            return here(word, local.apply(word));
        }
        return remote(word);
    }

    /** The same without paths of this computer: what a package may say. */
    static Reference remote(String word) throws ShellException {
        Placed repository = repository(word, null);
        if (repository != null) {
            return described(repository);
        }
        if (word.startsWith("http://") || word.startsWith("https://")) {
            return described(new Placed(Location.web(word), ""));
        }
        return named(word);
    }

    /** A package of the index; name and version become part of an address. */
    static Named named(String word) throws UsageException {
        Matcher matcher = Patterns.NAMED.matcher(word);
        if (!matcher.matches()) {
            throw new UsageException(
                    "'" + SafeText.line(word)
                            + "' is no package: NAME, NAME@VERSION, github:ORG/REPO[@BRANCH], gitlab:, an address of the web, or ./FOLDER");
        }
        String version = matcher.group(2);
        return new Named(matcher.group(1), version == null ? LATEST : version);
    }

    /**
     * A file of a repository, or null if the word is none.
     *
     * @param within what names it, so that no branch means the branch of that, in the same repository
     */
    static @Nullable Placed repository(String word, @Nullable Placed within) throws ShellException {
        boolean github = word.startsWith("github:");
        if (!github && !word.startsWith("gitlab:")) {
            return null;
        }
        Matcher matcher = Patterns.REPOSITORY.matcher(word.substring(7));
        if (!matcher.matches() || word.contains("..")) {
            throw new UsageException("'" + SafeText.line(word) + "' is not written " + (github ? "github" : "gitlab")
                    + ":ORG/REPO[/PATH][@BRANCH]");
        }
        String repository = word.substring(0, 7) + matcher.group(1) + "/" + matcher.group(2);
        String branch = matcher.group(4);
        if (branch == null) {
            branch = within == null ? HEAD : within.branch(repository);
        }
        String path = matcher.group(3) == null ? "/" : matcher.group(3);
        String base = "/" + matcher.group(1) + "/" + matcher.group(2) + (github ? "/" : "/-/raw/") + branch;
        Location at = Location.https(github ? "raw.githubusercontent.com" : "gitlab.com", base + path);
        return new Placed(at, repository + "@" + branch);
    }

    private static Placed described(Placed placed) throws ShellException {
        Location.Web web = (Location.Web) placed.at();
        if (web.path().endsWith(".json") || placed.single()) {
            return placed;
        }
        String address = web.uri().toString();
        return new Placed(
                Location.web(address + (address.endsWith("/") ? "" : "/") + "package.json"), placed.repository());
    }

    private static Placed here(String word, Path path) throws ShellException {
        Path file = Files.isDirectory(path) ? path.resolve("package.json") : path;
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isRegularFile(file)) {
            throw new ShellException(
                    ExitCode.USAGE, SafeText.line(word) + ": there is no package.json and no file of that name");
        }
        return new Placed(new Location.Here(file.toAbsolutePath().normalize(), folder), "");
    }

    /** Whether a name is that of a module. */
    static boolean isPython(String name) {
        return name.endsWith(".py") || name.endsWith(".mpy");
    }

    /** How names are written. */
    final class Patterns {
        private static final String WORD = "[A-Za-z0-9_][A-Za-z0-9_.+-]*";
        private static final Pattern NAMED = Pattern.compile("(" + WORD + ")(?:@(" + WORD + "))?");
        private static final Pattern REPOSITORY =
                Pattern.compile("([A-Za-z0-9_.-]+)/([A-Za-z0-9_.-]+)(/[^@\\p{Cntrl}]*)?(?:@([A-Za-z0-9_./+-]+))?");

        private Patterns() {}
    }
}
