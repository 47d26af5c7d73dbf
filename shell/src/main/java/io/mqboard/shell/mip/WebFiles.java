package io.mqboard.shell.mip;

import io.mqboard.shell.Version;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.MqboardException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Fetches files by HTTP, with limits to all that whoever answers may do. Ctrl-C ends it. */
final class WebFiles {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** For one file, from the question to its last byte. */
    private static final long LIMIT_SECONDS = 60;

    private final Context context;
    // Five redirections at most, and none from https to http: what this class of Java does by itself.
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    WebFiles(Context context) {
        this.context = context;
    }

    /** What came, of which one is null. */
    private record Answer(
            @Nullable HttpResponse<byte[]> response,
            @Nullable Throwable failure) {}

    /** The content, or empty if there is nothing. */
    Optional<byte[]> read(URI uri, int maxBytes) throws ShellException, MqboardException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("User-Agent", "mqboard/" + Version.text())
                .build();
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request, response -> new BoundedBody(maxBytes));
        HttpResponse<byte[]> response;
        try {
            Answer answer = context.await(asked.copy()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .handle((came, failure) -> new Answer(came, failure)));
            response = answer.response();
            if (response == null) {
                throw failed(uri, answer.failure());
            }
        } finally {
            asked.cancel(true);
        }
        int status = response.statusCode();
        if (status == 404 || status == 410) {
            return Optional.empty();
        }
        if (status != 200) {
            throw new ShellException(ExitCode.FAILED, shown(uri) + ": the server answers with HTTP " + status);
        }
        return Optional.of(response.body());
    }

    private static String shown(URI uri) {
        return SafeText.line(uri.toString());
    }

    private static ShellException failed(URI uri, @Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null
                && cause.getCause() != null
                && !(cause instanceof SSLException)
                && !(cause instanceof HttpTimeoutException)) {
            if (cause instanceof BoundedBody.TooLargeException) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof BoundedBody.TooLargeException) {
            return new ShellException(ExitCode.FAILED, shown(uri) + ": " + cause.getMessage(), cause);
        }
        Throwable known = cause == null ? new ConnectException() : cause;
        return new UnreachableException("cannot reach " + shown(uri) + ": " + words(known), known);
    }

    private static String words(Throwable cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "there is no host of that name";
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return "it does not answer in time";
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof GeneralSecurityException) {
                return "its certificate is not one that this computer trusts";
            }
        }
        String message = cause.getMessage();
        if (cause instanceof ConnectException) {
            return message == null ? "nobody listens there" : SafeText.line(message);
        }
        return message == null ? cause.getClass().getSimpleName() : SafeText.line(message);
    }
}
