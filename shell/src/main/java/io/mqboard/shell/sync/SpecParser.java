package io.mqboard.shell.sync;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.command.Words;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads specifications. Each mistake is told with its file and line. */
public final class SpecParser {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final String MPY_CROSS = "mpy-cross:";

    private final String file;
    private final List<SyncSpec.Source> sources = new ArrayList<>();
    private List<String> mpyCross = List.of();
    private @Nullable String target;
    private SyncSpec.Options options = SyncSpec.Options.NONE;
    private int number;

    private SpecParser(String file) {
        this.file = file;
    }

    /** Reads a file; its sources are relative to its folder. */
    public static SyncSpec read(Path file) throws UsageException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UsageException(file + " is larger than 1 MB, so hardly a specification");
            }
            Path folder = file.toAbsolutePath().getParent();
            return parse(Files.readString(file), file.toString(), folder == null ? Path.of("") : folder);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such specification");
        } catch (MalformedInputException e) {
            throw new UsageException(file + ": is no text in UTF-8, so hardly a specification");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Reads text; the name stands in messages. */
    public static SyncSpec parse(String text, String name, Path base) throws UsageException {
        SpecParser parser = new SpecParser(name);
        for (String line : text.split("\n", -1)) {
            parser.number++;
            parser.line(line);
        }
        return new SyncSpec(base, List.copyOf(parser.sources), parser.mpyCross);
    }

    private void line(String line) throws UsageException {
        String text = withoutComment(line).stripTrailing();
        if (text.isEmpty()) {
            return;
        }
        List<String> words;
        try {
            words = Words.split(text);
        } catch (UsageException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
        if (Character.isWhitespace(text.charAt(0))) {
            sources(words);
        } else if (words.get(0).equals(MPY_CROSS)) {
            if (words.size() == 1) {
                throw mistake("mpy-cross: is followed by the program that compiles");
            }
            mpyCross = List.copyOf(words.subList(1, words.size()));
        } else {
            target(words);
        }
    }

    /** A number sign begins a comment wherever it stands, unless it is quoted. */
    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private void target(List<String> words) throws UsageException {
        String first = words.get(0);
        if (!first.endsWith(":") || first.length() == 1) {
            throw mistake("a folder of the board is written with a colon, such as /lib:, and sources are indented");
        }
        boolean checkOnly = false;
        boolean noUpdate = false;
        boolean mpy = false;
        for (String word : words.subList(1, words.size())) {
            switch (word) {
                case "--check-only" -> checkOnly = true;
                case "--no-update" -> noUpdate = true;
                case "--mpy" -> mpy = true;
                default ->
                    throw mistake("'" + word + "' is no option of a folder; --check-only, --no-update and --mpy are");
            }
        }
        target = Target.normal(first.substring(0, first.length() - 1));
        options = new SyncSpec.Options(checkOnly, noUpdate, mpy);
    }

    private void sources(List<String> words) throws UsageException {
        String into = target;
        if (into == null) {
            throw mistake("sources without a folder of the board above them, such as /lib:");
        }
        String first = words.get(0);
        boolean folder = first.endsWith(":") && first.length() > 1;
        if (folder && words.size() == 1) {
            throw mistake("which files of " + first.substring(0, first.length() - 1) + "?");
        }
        String prefix = folder ? first.substring(0, first.length() - 1) : "";
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        for (String word : words.subList(folder ? 1 : 0, words.size())) {
            sources.add(source(into, prefix, word));
        }
    }

    private SyncSpec.Source source(String into, String prefix, String word) throws UsageException {
        int arrow = word.indexOf("->");
        String name = arrow < 0 ? word : word.substring(0, arrow);
        String rename = arrow < 0 ? null : word.substring(arrow + 2);
        if (rename != null) {
            if (Glob.is(name)) {
                throw mistake(word + ": many files cannot have one name; -> goes without * and ?");
            }
            boolean leaves = ("/" + rename + "/").contains("/../");
            if (name.isEmpty() || rename.isEmpty() || rename.endsWith("/") || leaves) {
                throw mistake(word + ": is written OLD->NEW, and NEW is a file below the folder of the board");
            }
        }
        return new SyncSpec.Source(place(), into, prefix + name, rename, options);
    }

    private String place() {
        return file + ":" + number;
    }

    private UsageException mistake(String why) {
        return new UsageException(place() + ": " + why);
    }
}
