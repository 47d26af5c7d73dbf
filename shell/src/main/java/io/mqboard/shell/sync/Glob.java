package io.mqboard.shell.sync;

import java.util.regex.Pattern;

/** Names with {@code *} (any characters but a slash), {@code ?} (one of them) and, for whole folders, {@code **}. */
final class Glob {
    private Glob() {}

    /** Whether a name is a glob. */
    static boolean is(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** What a glob fits; a backslash takes the meaning of the character behind it. */
    static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at);
            if (glob.startsWith("**/", at)) {
                regex.append("(?:[^/]+/)*");
                at += 3;
            } else if (glob.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else {
                boolean escaped = c == '\\' && at + 1 < glob.length();
                regex.append(escaped ? Pattern.quote(glob.substring(at + 1, at + 2)) : one(c));
                at += escaped ? 2 : 1;
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String one(char c) {
        return c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c));
    }
}
