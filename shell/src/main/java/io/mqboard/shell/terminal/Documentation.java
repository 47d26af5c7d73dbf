package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicHelp;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.completion.TypedNames;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.Token;
import io.mqboard.shell.script.Statement;
import io.mqboard.transport.PythonNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a second Tab tells: how a magic is written, or what the name at the cursor is on the board. Belongs to the reading thread. */
final class Documentation {
    private static final int MAX_NAMES = 12;

    private final MagicTable magics;
    private final TypedNames typed;
    private final Function<String, @Nullable PythonNames> board;

    /**
     * Documentation from these.
     *
     * @param typed what was defined at the prompt
     * @param board what the board says about a dotted name; null if it says nothing
     */
    Documentation(MagicTable magics, TypedNames typed, Function<String, @Nullable PythonNames> board) {
        this.magics = magics;
        this.typed = typed;
        this.board = board;
    }

    /** About the text up to the cursor; empty if there is nothing to say. */
    String about(String text) {
        Statement statement = Statement.of(text, null, 1);
        return switch (statement.kind()) {
            case MAGIC -> magic(statement.text());
            case HELP -> magic(statement.text().replaceFirst("^%", ""));
            case PYTHON -> python(text);
            default -> "";
        };
    }

    private String magic(String text) {
        try {
            Magic magic = magics.find(text.replaceFirst("^%", "").split("\\s", 2)[0]);
            return String.join("\n", MagicHelp.lines(magic));
        } catch (UsageException e) {
            return "";
        }
    }

    private String python(String text) {
        String name = name(text);
        if (name.isEmpty()) {
            return "";
        }
        PythonNames found = board.apply(name);
        String signature = typed.signature(name);
        if (found == null) {
            return signature == null ? "" : signature;
        }
        StringBuilder line = new StringBuilder(signature == null ? name : signature);
        line.append(": ").append(SafeText.line(kind(found)));
        if (found.value() != null) {
            line.append(' ').append(SafeText.line(found.value()));
        } else if (!isFunction(found)) {
            line.append(members(found.names()));
        }
        return line.toString();
    }

    private static boolean isFunction(PythonNames found) {
        return found.type().equals("function")
                || found.type().equals("closure")
                || found.type().equals("generator");
    }

    private static String kind(PythonNames found) {
        return found.type().equals("type") ? "class" : found.type();
    }

    private static String members(List<String> names) {
        List<String> shown = names.stream()
                .filter(name -> !name.startsWith("_"))
                .map(SafeText::line)
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        String list = String.join(" ", shown.subList(0, Math.min(MAX_NAMES, shown.size())));
        return " with " + list + (shown.size() > MAX_NAMES ? " ..." : "");
    }

    /** The dotted name that the text ends with, or else the function whose arguments are being written. */
    private static String name(String text) {
        String last = ShellLine.ofName(text).word();
        if (!last.isEmpty()) {
            return PythonCompleter.isPath(last) ? last : "";
        }
        List<Token> tokens = PythonSource.of(text).tokens();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i).text(text);
            if (token.equals("(") || token.equals("[") || token.equals("{")) {
                open.push(i);
            } else if ((token.equals(")") || token.equals("]") || token.equals("}")) && !open.isEmpty()) {
                open.pop();
            }
        }
        if (open.isEmpty() || text.charAt(tokens.get(open.peek()).start()) != '(') {
            return "";
        }
        String called = ShellLine.ofName(
                        text.substring(0, tokens.get(open.peek()).start()))
                .word();
        return PythonCompleter.isPath(called) ? called : "";
    }
}
