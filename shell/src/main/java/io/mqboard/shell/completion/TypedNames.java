package io.mqboard.shell.completion;

import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.Token;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names in what was typed at the prompt, and how functions among them are called. Belongs to the reading thread. */
public final class TypedNames {
    private static final int MAX_NAMES = 2000;
    private static final int SHORTEST = 3;
    private static final int MAX_SIGNATURE = 200;

    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, String> signatures = new LinkedHashMap<>();

    /** Keeps the names in source that was run. */
    public void learn(String source) {
        List<Token> tokens = PythonSource.of(source).tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() != Token.Kind.NAME || names.size() >= MAX_NAMES) {
                continue;
            }
            String name = token.text(source);
            if (name.length() >= SHORTEST) {
                names.add(name);
            }
            if (i > 0 && tokens.get(i - 1).text(source).equals("def")) {
                learnSignature(name, source, tokens.subList(i, tokens.size()));
            }
        }
    }

    private void learnSignature(String name, String source, List<Token> tokens) {
        for (Token token : tokens) {
            if (token.depth() == 0 && token.text(source).equals(":")) {
                String signature = source.substring(tokens.get(0).start(), token.start());
                if (signature.length() <= MAX_SIGNATURE) {
                    signatures.put(name, signature.strip().replaceAll("\\s+", " "));
                }
                return;
            }
        }
    }

    /** All of them, the oldest first. */
    public Set<String> all() {
        return names;
    }

    /** How a function that was defined here is written, such as {@code blink(times, pause=0.5)}, or null. */
    public @Nullable String signature(String name) {
        return signatures.get(name);
    }
}
