package io.mqboard.shell.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a script that knows what belongs to it. */
interface Node {
    /** Where it begins. */
    Statement statement();

    /** One statement. */
    record Plain(Statement statement) implements Node {}

    /** {@code %if} with all its arms; the one of {@code %else} is last and has an empty condition. */
    record Branch(Statement statement, List<Arm> arms) implements Node {}

    /** A condition and what is run if it holds. */
    record Arm(Statement statement, String condition, List<Node> body) {}

    /** {@code %for}. */
    record Each(Statement statement, String name, String list, List<Node> body) implements Node {}

    /** {@code %macro}. */
    record Macro(Statement statement, String name, List<Node> body) implements Node {}

    /** {@code %try}; without {@code %catch} nothing is run after an error. */
    record Attempt(
            Statement statement, List<Node> body, @Nullable String name, List<Node> rescue) implements Node {}
}
