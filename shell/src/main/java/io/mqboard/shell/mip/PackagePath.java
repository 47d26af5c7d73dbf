package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import java.nio.charset.StandardCharsets;

/** Paths in packages: whoever wrote them is not trusted to stay in the folder that the user has named. */
final class PackagePath {
    private static final int MAX_BYTES = 200;

    /** Names of files on their way in, as the board writes them. */
    private static final String OWN = ".mqb-";

    private PackagePath() {}

    /** The path as it is, if it is one that stays below any folder; else throws. */
    static String check(String path, String place) throws ShellException {
        boolean bad = path.isEmpty() || path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
        for (String name : path.split("/", -1)) {
            bad |= name.isEmpty() || name.equals(".") || name.equals("..") || name.startsWith(OWN);
        }
        bad |= path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\' || Character.isSurrogate((char) c));
        if (bad) {
            throw new ShellException(
                    ExitCode.FAILED,
                    place + ": the path '" + SafeText.line(path.length() > 60 ? path.substring(0, 60) + "…" : path)
                            + "' is refused: a package has plain paths within its folder");
        }
        return path;
    }
}
