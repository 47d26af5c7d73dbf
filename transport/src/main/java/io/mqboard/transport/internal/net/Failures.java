package io.mqboard.transport.internal.net;

import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why a broker could not be reached, each cause in its own words, with the option that mends it where there is one. */
public final class Failures {
    private final Endpoint endpoint;
    private final @Nullable TlsSetup tls;

    public Failures(Endpoint endpoint, @Nullable TlsSetup tls) {
        this.endpoint = endpoint;
        this.tls = tls;
    }

    /** Something failed before MQTT began. */
    MqboardException dialing(Phase phase, Exception e) {
        if (e instanceof UnknownHostException) {
            return failed("there is no host named '" + endpoint.host() + "' (--server)", e);
        }
        if (phase == Phase.TLS && e instanceof SocketTimeoutException) {
            return timedOut(phase, e);
        }
        if (phase == Phase.TLS && tls != null) {
            return new TlsFailures(endpoint, tls).handshake(e);
        }
        if (e instanceof SocketTimeoutException) {
            return timedOut(Phase.CONNECTING, e);
        }
        if (e instanceof ConnectException && text(e).contains("refused")) {
            return failed(endpoint + " refuses the connection: no broker listens on that port (--server, --port)", e);
        }
        if (e instanceof NoRouteToHostException || text(e).contains("unreachable")) {
            return failed("there is no route to " + endpoint + ": is this computer on the right network?", e);
        }
        if (text(e).contains("reset") && e instanceof IOException reset) {
            return closedAtOnce(reset); // It was taken for a moment.
        }
        return failed("cannot connect to " + endpoint + ": " + reason(e), e);
    }

    /** The limit of time for one attempt has passed. */
    public MqboardException timedOut(Phase phase, Duration limit) {
        return timedOut(phase, new SocketTimeoutException(limit.toMillis() + " ms"));
    }

    private MqboardException timedOut(Phase phase, Exception e) {
        String text = switch (phase) {
            case LOOKING_UP -> "the name service does not answer when asked for '" + endpoint.host() + "'";
            case CONNECTING ->
                endpoint + " does not answer: it is switched off, or a firewall drops the packets (--server, --port)";
            case TLS ->
                endpoint + " takes the connection but stays silent in the TLS handshake: does it"
                        + " speak TLS at all? (--no-tls, --port)";
            case MQTT ->
                tls == null
                        ? endpoint
                                + " takes the connection but does not answer MQTT: it expects TLS (--tls), or is no MQTT"
                                + " broker (--port)"
                        : endpoint + " speaks TLS but does not answer MQTT: it is no MQTT broker, or hangs (--port)";
        };
        return failed(text, e);
    }

    /** The broker was reached, but the connection ended before a CONNACK that accepts it. */
    public MqboardException beforeAccepted(@Nullable PacketInput input, @Nullable IOException e) {
        if (input != null && input.returnCode() > 0) {
            return refused(input.returnCode());
        }
        byte[] greeting = input == null ? new byte[0] : input.greeting();
        if (greeting.length > 0) {
            return failed(stranger(greeting), e);
        }
        if (tls != null && e instanceof SSLException) {
            return new TlsFailures(endpoint, tls).handshake(e);
        }
        if (e == null || e instanceof EOFException || text(e).contains("reset")) {
            return closedAtOnce(e);
        }
        return failed("connecting to " + endpoint + " failed: " + reason(e), e);
    }

    private MqboardException closedAtOnce(@Nullable IOException e) {
        String text = tls == null
                ? endpoint
                        + " closes the connection without an answer: it expects TLS (--tls), or is no MQTT broker (--port)"
                : new TlsFailures(endpoint, tls).closed();
        return failed(text, e);
    }

    private String stranger(byte[] greeting) {
        String text = new String(greeting, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (tls == null && greeting.length > 1 && (greeting[0] == 0x15 || greeting[0] == 0x16) && greeting[1] == 3) {
            return endpoint + " speaks TLS: use --tls";
        }
        if (text.startsWith("HTTP/") || text.startsWith("<")) {
            return endpoint + " is a web server, not an MQTT broker (--port)";
        }
        if (text.startsWith("SSH-")) {
            return endpoint + " is an SSH server, not an MQTT broker (--port)";
        }
        return endpoint + " answers, but not in MQTT (--port)";
    }

    /** The broker said no, with a CONNACK return code of MQTT 3.1.1. */
    private MqboardException refused(int returnCode) {
        String text = switch (returnCode) {
            case 1 -> endpoint + " does not speak MQTT 3.1.1";
            case 2 -> endpoint + " rejects the client identifier";
            case 3 -> endpoint + " is unavailable: its MQTT service is not ready";
            case 4 -> endpoint + " rejects the user name or password (--username, --password-file)";
            case 5 ->
                endpoint + " does not authorise this client: a user name and password may be needed, or wrong"
                        + " (--username, --password-file)";
            default -> endpoint + " refuses the connection with code " + returnCode;
        };
        return new ConnectRefusedException(text);
    }

    /** The connection was lost after it had been accepted. */
    public MqboardException lost(@Nullable Throwable e) {
        String text = "the connection to " + endpoint + " was lost: ";
        if (e == null || e instanceof EOFException) {
            return new ConnectionLostException(text + "the broker closed it");
        }
        return new ConnectionLostException(text + reason(e), e);
    }

    /** The broker was silent for too long. */
    public MqboardException silent(Duration silence) {
        return new ConnectionLostException(
                "the connection to " + endpoint + " was lost: nothing heard for " + silence.toSeconds() + " s");
    }

    private static ConnectFailedException failed(String text, @Nullable Throwable e) {
        return e == null ? new ConnectFailedException(text) : new ConnectFailedException(text, e);
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
    }

    /** An exception's own words, on one line. */
    static String reason(Throwable e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.replaceAll("\\s+", " ").strip();
    }
}
