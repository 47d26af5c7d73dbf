package io.mqboard.shell.magics.logs;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.logs.LocalSources;
import io.mqboard.shell.logs.LogFiles;
import io.mqboard.shell.logs.LogFilter;
import io.mqboard.shell.logs.LogHub;
import io.mqboard.shell.logs.LogLevel;
import io.mqboard.shell.logs.LogText;
import io.mqboard.shell.logs.LogsAbove;
import io.mqboard.shell.script.language.Lengths;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code %logs}: what boards log, as it comes, until Ctrl-C or above the prompt. */
final class LogsCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("logs", "follow what boards log, until Ctrl-C")
                .aliases("view")
                .description("BOARD is an address, a glob or a group; without one it is the selected board, else all."
                        + " With --above lines come above the prompt while you go on working, until --off.")
                .flags(
                        Flag.with('l', "level", "LEVEL", ArgumentKind.TEXT, "only this severe and more")
                                .choices("debug", "info", "warning", "error", "critical"),
                        Flag.with(
                                'n', "name", "LOGGER", ArgumentKind.TEXT, "only of this logger, or of a glob of them"),
                        Flag.with('e', "grep", "REGEX", ArgumentKind.TEXT, "only lines in which this is found"),
                        Flag.with('v', "not", "REGEX", ArgumentKind.TEXT, "no lines in which this is found"),
                        Flag.with(
                                "since",
                                "TIME",
                                ArgumentKind.TEXT,
                                "first those of the last 10m, 1h ... that are kept"),
                        Flag.of("boot", "first the board's first lines since its reset"),
                        Flag.of("crash", "first the last crash that the board remembers"),
                        Flag.with(
                                "save",
                                "DIR",
                                ArgumentKind.LOCAL_PATH,
                                "write them to dated files, too, one for each board"),
                        Flag.with(
                                'c',
                                "count",
                                "N",
                                ArgumentKind.TEXT,
                                "end after so many lines; 0 does not wait for any"),
                        Flag.of('b', "above", "go on above the prompt"),
                        Flag.of("off", "show none above the prompt any more"))
                .arguments(Argument.any("BOARD", ArgumentKind.BOARD))
                .once()
                .json(JsonFields.LOG)
                .runs(new LogsCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        LogHub hub = context.logs();
        hub.store().read();
        if (arguments.has("off")) {
            context.output().note(hub.isShownAbove() ? "no log lines above the prompt any more" : "none were shown");
            hub.showAbove(null);
            return;
        }
        LogFilter filter = filter(context, arguments);
        long count = count(arguments);
        LogFiles files = files(context, arguments);
        LogBoards boards = LogBoards.of(context, arguments.words());
        filter = filter.withBoards(boards.names());
        LogText text = new LogText(
                context.output().color(),
                boards.several(),
                new LocalSources(context.folders().local()));
        EarlierLines earlier = new EarlierLines(context, text, filter);
        if (arguments.has("crash")) {
            earlier.printCrashes(boards.online());
        }
        if (arguments.has("boot") || filter.since() != null) {
            earlier.printBootLogs(boards.online(), arguments.has("boot"));
        }
        if (arguments.has("above")) {
            hub.showAbove(new LogsAbove(hub.open(filter), text, files, context.output()::above));
            context.output().note("log lines of " + boards.title() + " come above the prompt; %logs --off ends that");
        } else {
            context.output().note("following " + boards.title() + "; Ctrl-C ends it");
            new FollowLogs(context, text, files, count).run(hub.open(filter));
        }
    }

    private static LogFilter filter(Context context, Arguments arguments) throws UsageException {
        String since = arguments.value("since");
        Instant from = since == null ? null : context.clock().instant().minusMillis(Lengths.millis(since));
        return new LogFilter(
                List.of(),
                level(arguments.value("level"), context.settings().manners().logLevel()),
                arguments.values("name"),
                patterns(arguments.values("grep")),
                patterns(arguments.values("not")),
                from);
    }

    private static @Nullable LogLevel level(@Nullable String given, @Nullable String preset) throws UsageException {
        String word = given == null ? preset : given;
        LogLevel level = word == null ? null : LogLevel.of(word);
        if (word != null && level == null) {
            throw new UsageException("%logs: -l takes debug, info, warning, error or critical, not '" + word + "'");
        }
        return level;
    }

    private static List<Pattern> patterns(List<String> words) throws UsageException {
        List<Pattern> patterns = new ArrayList<>();
        for (String word : words) {
            try {
                patterns.add(Pattern.compile(word));
            } catch (PatternSyntaxException e) {
                throw new UsageException("%logs: '" + word + "' is no regular expression: " + e.getDescription());
            }
        }
        return patterns;
    }

    private static long count(Arguments arguments) throws UsageException {
        String word = arguments.value("count");
        if (word == null) {
            return Long.MAX_VALUE;
        }
        if (!word.matches("[0-9]{1,9}")) {
            throw new UsageException("%logs: -c takes a number of lines, not '" + word + "'");
        }
        return Long.parseLong(word);
    }

    private static @Nullable LogFiles files(Context context, Arguments arguments) throws UsageException {
        String folder = arguments.value("save");
        try {
            return folder == null ? null : new LogFiles(context.folders().local(folder));
        } catch (IOException e) {
            throw new UsageException("%logs: cannot write to " + folder + ": " + e.getMessage());
        }
    }
}
