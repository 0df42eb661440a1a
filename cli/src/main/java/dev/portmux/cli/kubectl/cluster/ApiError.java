package dev.portmux.cli.kubectl.cluster;

import dev.portmux.cli.output.CommandException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Why a request to the API server failed, in one sentence that says what to do. */
public record ApiError(KubernetesClientException error, RequiredPermission permission, String server) {
    boolean forbidden() {
        return error.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
    }

    boolean notFound() {
        return error.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    CommandException sentence() {
        return new CommandException(text(), error);
    }

    public String text() {
        if (error.getCode() <= 0) {
            return "cannot reach the cluster at " + server + ": " + reason(error);
        }
        return switch (error.getCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "the cluster at " + server + " does not accept these credentials; log in again";
            case HttpURLConnection.HTTP_FORBIDDEN -> "you may not " + permission + "; ask for that right";
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "the cluster at " + server + " knows no " + permission.resource()
                        + "; install the chart of PortMux first";
            default -> "the cluster at " + server + ": " + error.getMessage();
        };
    }

    /** The message of the innermost cause that has one; for exceptions without a message, words of ours. */
    static String reason(Throwable error) {
        return Stream.iterate(error, Throwable::getCause)
                .takeWhile(each -> each != null)
                .map(ApiError::words)
                .filter(words -> !words.isEmpty())
                .reduce((_, last) -> last)
                .orElse("no reason given");
    }

    private static String words(Throwable error) {
        return switch (error) {
            case UnresolvedAddressException _ -> "no such host";
            case UnknownHostException _ -> "no such host";
            case HttpTimeoutException _ -> "it does not answer";
            case TimeoutException _ -> "it does not answer";
            case java.nio.channels.ClosedChannelException _ -> "";
            default -> error.getMessage() == null ? "" : error.getMessage();
        };
    }
}
