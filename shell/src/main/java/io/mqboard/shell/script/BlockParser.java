package io.mqboard.shell.script;

import io.mqboard.shell.script.language.Variables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a tree of the statements of a block. */
final class BlockParser {
    private final List<Statement> parts;
    private int at;

    private BlockParser(List<Statement> parts) {
        this.parts = parts;
    }

    /** The tree of any statement. */
    static Node parse(Statement statement) throws MisplacedException {
        if (statement.kind() != Statement.Kind.BLOCK) {
            String word = Structure.word(statement);
            if (List.of("end", "elif", "else", "catch").contains(word)) {
                String openers =
                        word.equals("end") ? "%if, %for, %macro or %try" : word.equals("catch") ? "%try" : "%if";
                throw wrong(statement, "%" + word + " has no " + openers + " before it");
            }
            return new Node.Plain(statement);
        }
        return new BlockParser(statement.parts()).node();
    }

    private Node node() throws MisplacedException {
        Statement statement = parts.get(at++);
        return switch (Structure.word(statement)) {
            case "if" -> branch(statement);
            case "for" -> each(statement);
            case "try" -> attempt(statement);
            case "macro" -> macro(statement);
            default -> new Node.Plain(statement);
        };
    }

    /** Everything up to one of the words that may end it, which is next then. */
    private List<Node> body(Statement opener, String... middle) throws MisplacedException {
        List<Node> nodes = new ArrayList<>();
        while (at < parts.size()) {
            String word = Structure.word(parts.get(at));
            if (word.equals("end") || List.of(middle).contains(word)) {
                return nodes;
            }
            if (List.of("elif", "else", "catch").contains(word)) {
                throw wrong(parts.get(at), "%" + word + " does not belong to the " + named(opener));
            }
            nodes.add(node());
        }
        throw wrong(opener, "%" + Structure.word(opener) + " has no %end");
    }

    private Node branch(Statement opener) throws MisplacedException {
        List<Node.Arm> arms = new ArrayList<>();
        Statement head = opener;
        boolean last = false;
        while (!Structure.word(head).equals("end")) {
            String condition = Structure.rest(head);
            boolean isElse = Structure.word(head).equals("else");
            if (last || isElse != condition.isEmpty()) {
                throw wrong(head, last ? "nothing but %end follows %else" : conditionError(head));
            }
            last = isElse;
            arms.add(new Node.Arm(head, condition, body(opener, "elif", "else")));
            head = parts.get(at++);
        }
        return new Node.Branch(opener, arms);
    }

    private static String conditionError(Statement head) {
        String word = Structure.word(head);
        return word.equals("else") ? "%else takes no condition; write %elif" : "%" + word + " needs a condition";
    }

    private Node each(Statement opener) throws MisplacedException {
        String[] words = Structure.rest(opener).split("\\s+", 3);
        if (words.length < 2 || !words[1].equals("in") || !Variables.isName(words[0])) {
            throw wrong(opener, "expected %for NAME in WORD... or %for BOARD in GLOB...");
        }
        List<Node> body = body(opener);
        at++;
        return new Node.Each(opener, words[0], words.length == 3 ? words[2] : "", body);
    }

    private Node macro(Statement opener) throws MisplacedException {
        String name = Structure.rest(opener);
        if (name.isEmpty() || name.indexOf(' ') >= 0) {
            throw wrong(opener, "expected %macro NAME");
        }
        List<Node> body = body(opener);
        at++;
        return new Node.Macro(opener, name, body);
    }

    private Node attempt(Statement opener) throws MisplacedException {
        List<Node> body = body(opener, "catch");
        Statement next = parts.get(at++);
        if (Structure.word(next).equals("end")) {
            return new Node.Attempt(opener, body, null, List.of());
        }
        String name = catchName(next);
        List<Node> rescue = body(opener);
        at++;
        return new Node.Attempt(opener, body, name, rescue);
    }

    private static @Nullable String catchName(Statement statement) throws MisplacedException {
        String name = Structure.rest(statement);
        if (!name.isEmpty() && !Variables.isName(name)) {
            throw wrong(statement, "expected %catch or %catch NAME");
        }
        return name.isEmpty() ? null : name;
    }

    private static String named(Statement opener) {
        String place = opener.file() == null ? "" : " of line " + opener.line();
        return "%" + Structure.word(opener) + place;
    }

    private static MisplacedException wrong(Statement statement, String what) {
        return new MisplacedException(statement.place() + what);
    }
}
