package io.mqboard.shell.magics.session;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.SettingsFactory;
import io.mqboard.shell.config.Value;
import io.mqboard.shell.output.SafeText;

/** {@code %connect}: the same broker again, the one of a profile, or another. */
final class ConnectCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("connect", "connect to the broker again, or to another one")
                .description("WHERE is a profile or HOST[:PORT]; without it the settings count as they are now."
                        + " The session before is closed, and what was known of its boards is forgotten."
                        + " If no connection comes about, there is none until the next %connect.")
                .arguments(Argument.maybe("WHERE", ArgumentKind.PROFILE))
                .offline()
                .json("server profile")
                .runs(new ConnectCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Configuration configuration = context.configuration();
        SettingsFactory.PasswordPrompt prompt = Reconnection.prompt(context);
        if (arguments.count() == 0) {
            Reconnection.to(context, configuration.again(prompt));
            return;
        }
        String where = arguments.word(0);
        if (configuration.settings().files().profiles().contains(where)) {
            Reconnection.to(context, configuration.withProfile(where, prompt));
        } else {
            new Value(where, "%connect").asHost();
            int end = hostEnd(where);
            String host = where.substring(0, end).replaceFirst("^\\[(.*)]$", "$1");
            int port = end == where.length() ? 0 : port(where.substring(end + 1));
            Reconnection.to(context, configuration.withServer(host, port, prompt));
        }
    }

    /** Where the colon before the port stands; an address of IPv6 has others, and brackets around it if a port follows. */
    private static int hostEnd(String where) {
        int bracket = where.indexOf(']');
        int colon = where.indexOf(':', Math.max(0, bracket));
        boolean more = bracket < 0 && where.indexOf(':', colon + 1) >= 0;
        return colon < 0 || more ? where.length() : colon;
    }

    private static int port(String word) throws UsageException {
        if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > 65535) {
            throw new UsageException("%connect: '" + SafeText.line(word) + "' is no port; ports are 1 to 65535");
        }
        return Integer.parseInt(word);
    }
}
