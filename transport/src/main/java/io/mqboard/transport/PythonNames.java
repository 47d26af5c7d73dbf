package io.mqboard.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dotted name of Python on a board has. All text is the board's: escape it before it reaches a terminal.
 *
 * @param names the names in it, sorted; none that begin with two underscores
 * @param type the name of its type, empty for the globals
 * @param value how a number, a short text or None is written, else null
 */
public record PythonNames(
        List<String> names, String type, @Nullable String value) {}
