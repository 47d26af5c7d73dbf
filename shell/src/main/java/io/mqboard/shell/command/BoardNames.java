package io.mqboard.shell.command;

import java.util.ArrayList;
import java.util.List;

/** How a user may name a board: by its address, a part of it, or a glob with {@code *} and {@code ?}. */
public final class BoardNames {
    private BoardNames() {}

    /** Whether a name is a glob. */
    public static boolean isGlob(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** Whether a name, being a part or a glob, fits an address. A glob has to fit all of it. */
    public static boolean matches(String address, String name) {
        return isGlob(name) ? glob(name, address) : address.contains(name);
    }

    /** The addresses that a name may mean: the one it is, else all that it fits. */
    public static List<String> candidates(List<String> addresses, String name) {
        List<String> fitting = new ArrayList<>();
        for (String address : addresses) {
            if (address.equals(name)) {
                return List.of(address);
            }
            if (matches(address, name)) {
                fitting.add(address);
            }
        }
        return fitting;
    }

    /** Goes on from the last star when a later character does not fit, so its time is bounded by the product of the lengths. */
    private static boolean glob(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
