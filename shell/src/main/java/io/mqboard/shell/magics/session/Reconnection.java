package io.mqboard.shell.magics.session;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.config.SettingsFactory;
import io.mqboard.shell.connection.Connection;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;

/** Another session in place of the one that is open. */
final class Reconnection {
    private Reconnection() {}

    /** Asks at the prompt, below what was printed; the answer is never in the history. */
    static SettingsFactory.PasswordPrompt prompt(Context context) {
        return question -> context.questions().ask(question, true);
    }

    /**
     * Closes the session and opens another one with these settings, which hold from then on. If that fails, there is none; whoever is not
     * let in is asked again the next time.
     */
    static void to(Context context, Configuration.Proposal proposal) throws MqboardException {
        Connection connection = context.connection();
        connection.close();
        context.configuration().take(proposal);
        Settings settings = proposal.settings();
        if (settings.warning() != null) {
            context.output().error("mqboard: " + settings.warning());
        }
        try {
            BrokerSession session = connection.renew();
            context.await(session.connected());
        } catch (MqboardException e) {
            connection.close();
            context.configuration().forgetPasswords();
            throw e;
        }
        said(context, settings);
    }

    private static void said(Context context, Settings settings) {
        String profile = settings.files().profile();
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("server", settings.broker().toString());
            object.addProperty("profile", profile);
            context.output().json(object);
        } else {
            context.output()
                    .note("connected to " + settings.broker() + (profile == null ? "" : ", profile " + profile));
        }
    }
}
