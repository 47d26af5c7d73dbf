package io.mqboard.shell.logs;

import io.mqboard.shell.command.BoardNames;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lines somebody wants to see.
 *
 * @param boards addresses or globs of them; empty for all
 * @param level the least severity; null for all. A line that does not say how serious it is passes
 * @param loggers names of loggers, or globs; empty for all
 * @param found one of these is to be found in the text; empty for all
 * @param excluded none of these may be found in the text
 * @param since not from before; null for all
 */
public record LogFilter(
        List<String> boards,
        @Nullable LogLevel level,
        List<String> loggers,
        List<Pattern> found,
        List<Pattern> excluded,
        @Nullable Instant since)
        implements Predicate<LogLine> {

    /** The same for other boards. */
    public LogFilter withBoards(List<String> others) {
        return new LogFilter(others, level, loggers, found, excluded, since);
    }

    /** A mark passes if its board does. */
    @Override
    public boolean test(LogLine line) {
        return (since == null || !line.received().isBefore(since))
                && ofBoard(line.board())
                && (line.mark() || (levelPasses(line) && loggerPasses(line.name()) && textPasses(line)));
    }

    /** Whether lines of a board may pass. */
    public boolean ofBoard(String address) {
        return boards.isEmpty() || address.isEmpty() || boards.stream().anyMatch(wanted -> fits(address, wanted));
    }

    private boolean levelPasses(LogLine line) {
        LogLevel of = line.level();
        return level == null || of == null || of.reaches(level);
    }

    private boolean loggerPasses(String name) {
        return loggers.isEmpty() || loggers.stream().anyMatch(wanted -> fits(name, wanted));
    }

    private static boolean fits(String name, String wanted) {
        return BoardNames.isGlob(wanted) ? BoardNames.matches(name, wanted) : name.equals(wanted);
    }

    private boolean textPasses(LogLine line) {
        String whole = line.name() + ": " + line.text();
        return (found.isEmpty()
                        || found.stream()
                                .anyMatch(pattern -> pattern.matcher(whole).find()))
                && excluded.stream().noneMatch(pattern -> pattern.matcher(whole).find());
    }
}
