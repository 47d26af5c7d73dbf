package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.config.Key;
import io.mqboard.shell.config.Resolver;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.config.SettingsFactory;
import io.mqboard.shell.config.Value;
import io.mqboard.transport.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path home;

    private final Map<Key, Value> options = new EnumMap<>(Key.class);
    private final Map<String, String> environment = new HashMap<>();
    private String asked;
    private String typed;

    private Settings settings() throws Exception {
        Path folder = Files.createDirectories(home.resolve("project/deep/er"));
        Resolver resolver = new Resolver(options, environment, folder, home);
        return new SettingsFactory(resolver, question -> {
                    asked = question;
                    return typed;
                })
                .make(false, false);
    }

    private void option(Key key, String text) {
        options.put(key, new Value(text, "--" + key.word()));
    }

    private void user(String text) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve(".config/mqboard")).resolve("config"), text);
    }

    private void project(String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("project")).resolve(".mqboard"), text);
    }

    private String refusal() {
        return Assertions.assertThrows(UsageException.class, this::settings).getMessage();
    }

    @Test
    void nothing_yieldsDefaults() throws Exception {
        Settings settings = settings();
        assertEquals("mqtt://localhost:1883", settings.broker().toString());
        assertEquals(Duration.ofSeconds(10), settings.broker().replyTimeout());
        assertNull(settings.board());
        assertTrue(settings.color());
    }

    @Test
    void eachPlace_yieldsToTheOneBefore() throws Exception {
        user("server = user\nport = 1\nboard = user\ntimeout = 4\ntopic = user");
        project("server = project\nport = 2\nboard = project\n");
        environment.put("MQBOARD_SERVER", "environment");
        environment.put("MQBOARD_PORT", "3");
        option(Key.SERVER, "option");
        Settings settings = settings();
        assertEquals("option", settings.broker().host());
        assertEquals(3, settings.broker().port());
        assertEquals("project", settings.board());
        assertEquals("user", settings.topic());
        assertEquals(Duration.ofSeconds(4), settings.broker().connectTimeout());
    }

    @Test
    void profile_comesBeforeWhatItsFileSaysInGeneral() throws Exception {
        user("server = general\n[profile lab]\nserver = lab\n[profile home]\nserver = home\n");
        project("server = project\n");
        assertEquals("project", settings().broker().host());
        environment.put("MQBOARD_PROFILE", "lab");
        assertEquals("lab", settings().broker().host());
        option(Key.PROFILE, "home");
        assertEquals("home", settings().broker().host());
        option(Key.PROFILE, "nowhere");
        assertTrue(refusal().contains("--profile: 'nowhere'"));
    }

    @Test
    void profile_mayBeChosenByAFile() throws Exception {
        project("profile = lab\n[profile lab]\nport = 7\n");
        assertEquals(7, settings().broker().port());
    }

    @Test
    void userFile_isFoundByXdg() throws Exception {
        Path folder = Files.createDirectories(home.resolve("xdg/mqboard"));
        Files.writeString(folder.resolve("config"), "server = xdg");
        environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
        assertEquals("xdg", settings().broker().host());
    }

    @Test
    void file_withQuotesCommentsAndPaths() throws Exception {
        Files.createDirectories(home.resolve("project"));
        Files.writeString(home.resolve("project/ca.pem"), "");
        Files.writeString(home.resolve("my ca.pem"), "");
        project(
                "# comment\n\n  board = \"a # b\"   # comment\nserver = here # comment\ncafile = ca.pem\r\ncapath=\"~/my ca.pem\"");
        Settings settings = settings();
        assertEquals("a # b", settings.board());
        assertEquals("mqtts://here:8883", settings.broker().toString());
        TlsOptions tls = settings.broker().tls();
        assertNotNull(tls);
        assertEquals(home.resolve("project/ca.pem"), tls.caFile());
        assertEquals(home.resolve("my ca.pem"), tls.caPath());
    }

    @Test
    void passwordOfTheKey_comesFromItsFileOrTheEnvironment() throws Exception {
        Files.createDirectories(home.resolve("project"));
        Files.writeString(home.resolve("project/word"), "from the file\nnot this\n");
        project("tls = yes\nkey-password-file = word\n");
        assertEquals("from the file", settings().broker().tls().keyPassword());
        environment.put("MQBOARD_KEY_PASSWORD", "from outside");
        assertEquals("from outside", settings().broker().tls().keyPassword());
        assertFalse(settings().toString().contains("outside"));
    }

    @Test
    void mistakesInAFile_areNamedWithFileAndLine() throws Exception {
        String file = home.resolve("project/.mqboard") + ":";
        project("server = here\nsevrer = there");
        assertTrue(refusal().startsWith(file + "2: there is no setting 'sevrer'"), refusal());
        project("server");
        assertTrue(refusal().startsWith(file + "1: settings look like"), refusal());
        project("[lab]");
        assertTrue(refusal().startsWith(file + "1: sections look like"), refusal());
        project("port = 1\nport = 2");
        assertTrue(refusal().startsWith(file + "2: 'port' is set twice"), refusal());
        project("\n\nport = many");
        assertTrue(refusal().startsWith(file + "3: port: 'many' is no port"), refusal());
        project("password = secret");
        assertTrue(refusal().contains("password-file"), refusal());
        assertFalse(refusal().contains("secret"));
        project("tls = maybe");
        assertTrue(refusal().contains("tls: 'maybe'"), refusal());
        project("board = \"open");
        assertTrue(refusal().contains("quote"), refusal());
        project("[profile a]\nprofile = b");
        assertTrue(refusal().contains("no setting 'profile'"), refusal());
    }

    @Test
    void tls_isMeantByItsPortAndItsFiles_unlessSaidOtherwise() throws Exception {
        environment.put("MQBOARD_PORT", "8883");
        assertNotNull(settings().broker().tls());
        environment.put("MQBOARD_TLS", "0");
        assertNull(settings().broker().tls());
        environment.clear();
        option(Key.INSECURE, "true");
        assertEquals("mqtts://localhost:8883", settings().broker().toString());
    }

    @Test
    void certificates_mustBeThere() throws IOException {
        option(Key.CAFILE, home.resolve("none.pem").toString());
        assertTrue(refusal().startsWith("--cafile: "), refusal());
    }

    @Test
    void password_comesFromOptionThenEnvironmentThenFileThenPrompt() throws Exception {
        Files.writeString(home.resolve("a"), "from a\r\nsecond line");
        Files.writeString(home.resolve("b"), "from b");
        option(Key.USERNAME, "me");
        typed = "typed";
        assertEquals("typed", settings().broker().password());
        assertEquals("Password of me at localhost: ", asked);
        user("password-file = " + home.resolve("b"));
        assertEquals("from b", settings().broker().password());
        environment.put("MQBOARD_PASSWORD", "from environment");
        assertEquals("from environment", settings().broker().password());
        option(Key.PASSWORD_FILE, home.resolve("a").toString());
        assertEquals("from a", settings().broker().password());
        assertFalse(settings().toString().contains("from a"));
    }

    @Test
    void password_isAskedForOnlyWithAUser() throws Exception {
        typed = "typed";
        assertNull(settings().broker().password());
        assertNull(asked);
    }

    @Test
    void noColor_isHonoured() throws Exception {
        environment.put("NO_COLOR", "1");
        assertFalse(settings().color());
        option(Key.COLOR, "yes");
        assertTrue(settings().color());
    }
}
