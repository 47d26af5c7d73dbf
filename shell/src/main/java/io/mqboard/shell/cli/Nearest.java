package io.mqboard.shell.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who wrote a name that does not exist. */
public final class Nearest {
    private Nearest() {}

    /** The name that a word becomes by the fewest changes of letters, or null if that takes too many. */
    public static @Nullable String of(String word, List<String> names) {
        String best = null;
        int fewest = Math.max(1, Math.min(3, word.length() / 2)) + 1;
        for (String name : names) {
            int changes = word.length() > 1 && name.startsWith(word) ? 1 : distance(word, name);
            if (changes < fewest) {
                fewest = changes;
                best = name;
            }
        }
        return best;
    }

    /** The end of a message: the nearest name, or else where the names are. */
    public static String hint(String word, List<String> names, String otherwise) {
        String near = of(word, names);
        return near == null ? "; " + otherwise : "; is it " + near + "?";
    }

    /** Letters to add, to leave out or to replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
