package io.mqboard.shell.bootstrap;

import java.util.List;

/**
 * What the settings of a board need to know.
 *
 * @param key its name in a file of answers
 * @param text how a person is asked
 * @param secret whether what is typed is not to be shown
 * @param required whether there is no board without it
 */
record Question(String key, String text, boolean secret, boolean required) {
    static final Question SERVER = new Question("server", "Broker (host name or address)", false, true);
    static final Question TLS = new Question("tls", "TLS (yes or no)", false, false);
    static final Question PORT = new Question("port", "Port of the broker", false, false);
    static final Question CAFILE = new Question(
            "cafile", "File here with the CA of the broker (without one the broker is not checked)", false, false);
    static final Question USERNAME = new Question("username", "User name of the board at the broker", false, false);
    static final Question PASSWORD = new Question("password", "Its password", true, false);
    static final Question PREFIX = new Question("prefix", "Address of the board (prefix of its topics)", false, true);
    static final Question WIFI = new Question("wifi", "Name of the Wi-Fi (none for a wired board)", false, false);
    static final Question WIFI_KEY = new Question("wifi-key", "Key of the Wi-Fi", true, false);

    static final List<Question> ALL = List.of(SERVER, TLS, PORT, CAFILE, USERNAME, PASSWORD, PREFIX, WIFI, WIFI_KEY);
}
