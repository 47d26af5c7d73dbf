package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.output.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** All magics, sorted by name. */
public final class MagicTable {
    private final List<Magic> rows;
    private final List<Subject> subjects;

    public MagicTable(List<Magic> rows) {
        this(rows, List.of());
    }

    private MagicTable(List<Magic> rows, List<Subject> subjects) {
        this.rows = Collections.unmodifiableList(rows);
        this.subjects = subjects;
    }

    /** The magics of these subjects, by name. */
    public static MagicTable of(List<Subject> subjects) {
        List<Magic> rows = new ArrayList<>();
        subjects.forEach(subject -> rows.addAll(subject.magics()));
        rows.sort(Comparator.comparing(Magic::name));
        return new MagicTable(rows, subjects);
    }

    /** What belongs together, in the order of the help. */
    public List<Subject> subjects() {
        return subjects;
    }

    public List<Magic> rows() {
        return rows;
    }

    /** The name of a magic without the percent sign that it may have. */
    public static String bare(String word) {
        return word.startsWith("%") ? word.substring(1) : word;
    }

    /** Whether a magic has exactly this name or alias. */
    public boolean has(String name) {
        for (Magic magic : rows) {
            if (magic.name().equals(name) || magic.aliases().contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the magic of a name needs the broker. */
    public boolean isOnline(String name) throws UsageException {
        return find(name).online();
    }

    /** The magic of a name, an alias, or a beginning that only one magic has. */
    public Magic find(String name) throws UsageException {
        List<Magic> candidates = new ArrayList<>();
        for (Magic magic : rows) {
            if (magic.name().equals(name) || magic.aliases().contains(name)) {
                return magic;
            }
            if (magic.name().startsWith(name)) {
                candidates.add(magic);
            }
        }
        if (candidates.size() == 1 && !name.isEmpty()) {
            return candidates.get(0);
        }
        if (candidates.isEmpty() || name.isEmpty()) {
            throw new UsageException("no magic is called %" + SafeText.line(name) + "; %lsmagic lists them");
        }
        StringBuilder names = new StringBuilder();
        for (Magic magic : candidates) {
            names.append(names.length() == 0 ? "%" : ", %").append(magic.name());
        }
        throw new UsageException("%" + SafeText.line(name) + " may be " + names);
    }
}
