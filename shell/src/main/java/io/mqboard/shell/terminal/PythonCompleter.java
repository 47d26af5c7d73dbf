package io.mqboard.shell.terminal;

import io.mqboard.shell.completion.ObjectNames;
import io.mqboard.shell.completion.TypedNames;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.Token;
import io.mqboard.transport.Board;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jspecify.annotations.Nullable;

/** Completes Python by what the board has, by what was typed, and by what every board has. Belongs to the reading thread. */
final class PythonCompleter {
    /** How long Tab may wait for the board. What comes later is there at the next Tab. */
    static final long PATIENCE_MILLIS = 150;

    private static final List<String> BUILT_IN = words("False None True and as assert async await break class continue"
            + " def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return"
            + " try while with yield abs all any bool bytearray bytes callable chr dict dir enumerate eval exec filter"
            + " float frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list"
            + " locals map max memoryview min next object oct open ord pow print property range repr reversed round set"
            + " setattr slice sorted staticmethod str sum super tuple type zip machine network asyncio");

    private static final List<String> MODULES = words("aioble array asyncio binascii bluetooth btree builtins cmath"
            + " collections cryptolib deflate dht ds18x20 errno esp esp32 espnow framebuf gc hashlib heapq io json lcd160cr"
            + " logging machine math micropython mip neopixel network ntptime onewire os platform random re requests"
            + " select socket ssl struct sys time tls uctypes upysh urequests vfs webrepl websocket");

    private static final Pattern IMPORT =
            Pattern.compile("\\s*(?:import(?:\\s+[\\w.]+(?:\\s+as\\s+\\w+)?\\s*,)*|from)\\s+[\\w.]*");
    private static final Pattern FROM =
            Pattern.compile("\\s*from\\s+([A-Za-z_][\\w.]*)\\s+import\\s*(?:[\\s(][\\w\\s,]*)?");
    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");
    private static final Pattern NAME = Pattern.compile("\\w+");

    private final TypedNames typed;
    private final ObjectNames objects;
    private final RemoteFolders folders;
    private final Supplier<@Nullable Board> selected;

    PythonCompleter(TypedNames typed, ObjectNames objects, RemoteFolders folders, Supplier<@Nullable Board> selected) {
        this.typed = typed;
        this.objects = objects;
        this.folders = folders;
        this.selected = selected;
    }

    /** Whether a text is a name, with dots perhaps, that the board can be asked about. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    /**
     * Adds what the name at the end may become.
     *
     * @param text the source up to the cursor
     * @param word the name that it ends with, dots included; may be empty
     */
    void complete(String text, String word, List<Candidate> candidates) {
        if (endsInTextOrComment(text)) {
            return;
        }
        int start = word.lastIndexOf('.') + 1;
        String of = start == 0 ? "" : word.substring(0, start - 1);
        String line = text.substring(text.lastIndexOf('\n') + 1);
        Matcher from = FROM.matcher(line);
        if (from.matches()) {
            PythonNames found = ask(from.group(1));
            add("", word, found == null ? List.of() : found.names(), candidates);
        } else if (IMPORT.matcher(line).matches()) {
            add(word.substring(0, start), word, modules(of), candidates);
        } else if (start > 0) {
            add(word.substring(0, start), word, attributes(of, word.length() > start), candidates);
        } else if (!word.isEmpty()) {
            Set<String> names = new TreeSet<>(BUILT_IN);
            names.addAll(typed.all());
            PythonNames globals = ask("");
            names.addAll(globals == null ? List.of() : globals.names());
            add("", word, names, candidates);
        }
    }

    private static boolean endsInTextOrComment(String text) {
        List<Token> tokens = PythonSource.of(text).tokens();
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        boolean quiet = last.kind() == Token.Kind.STRING || last.kind() == Token.Kind.COMMENT;
        return quiet && last.end() == text.length();
    }

    /** What stands behind a dot: what the board says; if it says nothing, what was typed before. */
    private Collection<String> attributes(String of, boolean begun) {
        PythonNames found = isPath(of) ? ask(of) : null;
        if (found != null) {
            return found.names();
        }
        return begun ? typed.all() : List.of();
    }

    /** What the board has behind a name, if it has said so in time. */
    @Nullable
    PythonNames ask(String of) {
        Board board = selected.get();
        return board == null ? null : objects.of(board, of, PATIENCE_MILLIS);
    }

    /** Modules of a package, of none if it is empty: files in the folders where MicroPython looks, and what it has itself. */
    private Collection<String> modules(String of) {
        Set<String> names = new TreeSet<>(of.isEmpty() ? MODULES : List.of());
        Board board = selected.get();
        for (String folder : board == null ? List.<String>of() : List.of("/", "/lib")) {
            String path = RemoteFolders.normal(folder + "/" + of.replace('.', '/'));
            for (RemoteFile file : folders.list(board, path, PATIENCE_MILLIS / 2)) {
                String name = file.folder() ? file.path() : file.path().replaceFirst("\\.m?py$", "");
                if ((file.folder() || !name.equals(file.path())) && isPath(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Names that begin as typed. Those that begin with an underscore are for who has typed it. */
    private static void add(String before, String word, Collection<String> names, List<Candidate> candidates) {
        String begun = word.substring(before.length());
        for (String name : names) {
            boolean hidden = name.startsWith("_") && !begun.startsWith("_");
            if (name.startsWith(begun) && !hidden && NAME.matcher(name).matches()) {
                candidates.add(new Candidate(before + name, name, null, null, null, null, false));
            }
        }
    }
}
