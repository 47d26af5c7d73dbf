package io.mqboard.shell.magics.shortcuts;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.History;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code %history}: what was typed, to look at, to search, to run again. */
final class HistoryCommand implements Magic.Action {
    private static final int USUAL = 20;

    static Magic row() {
        return Magic.row("history", "show what was typed before, or run it again")
                .description("RANGE is a number or two with a dash between them; without it the last 20 are shown.")
                .flags(
                        Flag.with('g', "grep", "PATTERN", ArgumentKind.TEXT, "only what this is found in"),
                        Flag.of('r', "run", "run them again"))
                .arguments(Argument.maybe("RANGE", ArgumentKind.TEXT))
                .offline()
                .json("number text")
                .runs(new HistoryCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<History.Entry> all = context.history().entries();
        String grep = arguments.value("grep");
        List<History.Entry> found = all;
        if (grep != null) {
            Predicate<String> pattern = pattern(grep).asPredicate();
            found = all.stream().filter(entry -> pattern.test(entry.text())).toList();
        }
        if (arguments.count() > 0) {
            found = range(found, arguments.word(0));
        } else if (arguments.has("run")) {
            throw new UsageException("%history: which ones are to be run again? usage: history -r RANGE");
        } else if (grep == null) {
            found = all.subList(Math.max(0, all.size() - USUAL), all.size());
        }
        for (History.Entry entry : found) {
            show(context, entry, arguments.has("run"));
            if (arguments.has("run")) {
                context.scripts().runText(entry.text(), "history " + entry.number());
            }
        }
    }

    private static Pattern pattern(String text) throws UsageException {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw new UsageException("%history: '" + text + "' is no pattern: " + e.getDescription());
        }
    }

    private static List<History.Entry> range(List<History.Entry> entries, String word) throws UsageException {
        String[] ends = word.split("-", 2);
        if (!word.matches("[0-9]{1,8}(-[0-9]{0,8})?")) {
            throw new UsageException("%history: ranges look like 12, 12-15 or 12-, not " + word);
        }
        int first = Integer.parseInt(ends[0]);
        int last = ends.length == 1 ? first : ends[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(ends[1]);
        List<History.Entry> found = entries.stream()
                .filter(entry -> entry.number() >= first && entry.number() <= last)
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("%history: there is no " + word);
        }
        return found;
    }

    private static void show(Context context, History.Entry entry, boolean again) {
        String text =
                String.join("\n      ", entry.text().lines().map(SafeText::line).toList());
        if (again) {
            context.output().note(text);
        } else if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("number", entry.number());
            object.addProperty("text", entry.text());
            context.output().json(object);
        } else {
            context.output().println(String.format(Locale.ROOT, "%4d  %s", entry.number(), text));
        }
    }
}
