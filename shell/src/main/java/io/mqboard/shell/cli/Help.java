package io.mqboard.shell.cli;

import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.output.Output;
import java.util.List;
import org.apache.commons.cli.Option;

/** The text of {@code --help}. */
public final class Help {
    private static final int COLUMN = 28;

    private Help() {}

    /** Prints it. */
    public static void print(Output output, MagicTable magics) {
        output.println("usage: mqboard [options]                        the shell");
        output.println("       mqboard [options] FILE.mqs [ARG...]      run a script");
        output.println("       mqboard [options] -c LINES               run lines as a script");
        output.println("       mqboard [options] COMMAND [ARG...]       run one magic without its %");
        output.println("");
        for (Option option : ProgramOptions.all()) {
            row(output, names(option), option.getDescription());
        }
        output.println("");
        for (Magic magic : magics.rows()) {
            row(output, magic.name(), magic.summary());
        }
        output.println("");
        for (String line : List.of(
                "Settings come from options, then $MQBOARD_SERVER, _PORT, _TLS, _TIMEOUT, _VERBOSE, _PREFIX, _TOPIC, _USERNAME,",
                "_PASSWORD and _PROFILE, then .mqboard in this folder or above, then ~/.config/mqboard/config.",
                "Exit codes: 0 done, 1 failed, 2 usage, 3 offline or timed out, 4 some of several failed, 5 integrity, 130 Ctrl-C.")) {
            output.println(line);
        }
    }

    private static String names(Option option) {
        StringBuilder names = new StringBuilder(option.getOpt() == null ? "    " : "-" + option.getOpt());
        if (option.getLongOpt() != null) {
            names.append(option.getOpt() == null ? "--" : ", --").append(option.getLongOpt());
        }
        if (option.hasArg()) {
            names.append(' ').append(option.getArgName());
        }
        return names.toString();
    }

    private static void row(Output output, String left, String right) {
        output.println("  " + left + " ".repeat(Math.max(2, COLUMN - left.length())) + right);
    }
}
