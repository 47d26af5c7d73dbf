package io.mqboard.shell.command;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.transport.Board;
import io.mqboard.transport.MqboardException;

/**
 * A path on a board.
 *
 * @param board the board
 * @param path absolute, without {@code .} and {@code ..}, and without a slash at its end unless it is {@code /}
 * @param folder whether it was written with a slash at its end (or empty), so a folder is meant
 */
public record Target(Board board, String path, boolean folder) {
    /** Whether a word names a path on a board: it has a colon, and no slash before it that would make the colon part of a local name. */
    public static boolean isRemote(String word) {
        int colon = word.indexOf(':');
        return colon == 0 || (colon > 0 && !word.startsWith("./") && !word.startsWith("/"));
    }

    /** The path that a word names: {@code :path} and {@code path} on the selected board, {@code address:path} on another. */
    public static Target of(Context context, String word) throws ShellException, MqboardException {
        int colon = isRemote(word) ? word.indexOf(':') : -1;
        Board board = colon > 0 ? context.board(word.substring(0, colon)) : context.board();
        String path = word.substring(colon + 1);
        return new Target(board, normal(context.folders().resolve(board, path)), path.isEmpty() || path.endsWith("/"));
    }

    /** A path below this one. */
    public Target child(String name) {
        return new Target(board, path.equals("/") ? "/" + name : path + "/" + name, false);
    }

    /** The last component; empty for the root. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A path as it is on the board: absolute, without {@code .} and {@code ..}, and without a slash at its end unless it is the root. */
    public static String normal(String path) {
        StringBuilder result = new StringBuilder();
        int start = 0;
        while (start <= path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            String name = path.substring(start, end);
            start = end + 1;
            if (name.equals("..")) {
                result.setLength(Math.max(0, result.lastIndexOf("/")));
            } else if (!name.isEmpty() && !name.equals(".")) {
                result.append('/').append(name);
            }
        }
        return result.length() == 0 ? "/" : result.toString();
    }
}
