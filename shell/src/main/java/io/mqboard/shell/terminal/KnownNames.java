package io.mqboard.shell.terminal;

import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;

/** Names that Python at the prompt may mean: its keywords and what was typed before. Belongs to the reading thread. */
final class KnownNames {
    private static final int MAX_NAMES = 2000;
    private static final int SHORTEST = 3;
    private static final String BUILTINS =
            "False None True and as assert async await break class continue def del elif else except"
                    + " finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"
                    + " abs all any bool bytearray bytes callable chr dict dir enumerate eval exec filter float frozenset"
                    + " getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max"
                    + " memoryview min next object oct open ord pow print property range repr reversed round set setattr"
                    + " slice sorted staticmethod str sum super tuple type zip machine network asyncio";

    private final Set<String> typed = new LinkedHashSet<>();

    /** Keeps the names in source that was run. */
    void learn(String source) {
        for (Token token : PythonSource.of(source).tokens()) {
            if (token.kind() == Token.Kind.NAME
                    && token.end() - token.start() >= SHORTEST
                    && typed.size() < MAX_NAMES) {
                typed.add(token.text(source));
            }
        }
    }

    /** Names that begin with the word; behind a dot those that were typed before. */
    void complete(String word, List<Candidate> candidates) {
        int start = word.lastIndexOf('.') + 1;
        Set<String> names = new TreeSet<>(typed);
        if (start == 0) {
            names.addAll(List.of(BUILTINS.split(" ", -1)));
        }
        for (String name : names) {
            if (name.startsWith(word.substring(start)) && word.length() > start) {
                candidates.add(new Candidate(word.substring(0, start) + name, name, null, null, null, null, false));
            }
        }
    }
}
