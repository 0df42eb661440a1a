package dev.portmux.cli.imports.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of a backend, {@code host:port}. */
public record ServerAddress(String host, int port) {
    private static final Pattern ADDRESS = Pattern.compile("(?:ipv[46]@)?\\[?([^\\[\\]]*?)]?:(\\d{1,5})");
    private static final Pattern SERVICE =
            Pattern.compile("([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)\\.([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)\\.svc(?:\\..*)?");

    public static Optional<ServerAddress> of(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535
                ? Optional.of(new ServerAddress(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Name and namespace, if the host is the DNS name of a Kubernetes Service. */
    public Optional<List<String>> service() {
        Matcher matcher = SERVICE.matcher(host);
        return matcher.matches() ? Optional.of(List.of(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
