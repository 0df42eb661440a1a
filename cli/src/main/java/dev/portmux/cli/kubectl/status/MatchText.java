package dev.portmux.cli.kubectl.status;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.DetectionSpec;
import dev.portmux.crds.MatchSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The match and the backend of a route, in a few words. */
final class MatchText {
    private MatchText() {}

    static String of(MatchSpec match, DetectionSpec detection) {
        var words = new ArrayList<String>();
        add(match, detection, words);
        if (Boolean.TRUE.equals(match.silence())) {
            words.add("(or silence " + silence(detection) + ")");
        }
        named("from", match.from(), words);
        return String.join(" ", words);
    }

    private static void add(MatchSpec match, DetectionSpec detection, List<String> words) {
        if (match.protocol() != null) {
            words.add(match.protocol());
            if (Catalogue.find(match.protocol()).orElse(null) instanceof Protocol.ServerFirst) {
                words.add("(silence " + silence(detection) + ")");
            }
        } else if (match.http() != null) {
            add(match.http(), words);
        } else if (match.grpc() != null) {
            words.add("grpc");
        } else if (match.tls() != null) {
            words.add("tls");
            words.addAll(match.tls().serverNames());
            named("alpn", match.tls().alpn(), words);
        } else if (match.postgresql() != null) {
            words.add("postgresql");
            named("database", match.postgresql().databases(), words);
            named("user", match.postgresql().users(), words);
        } else if (match.regex() != null) {
            words.add("regex " + match.regex());
        } else if (match.payload().isEmpty()) {
            words.add("anything else");
        } else {
            match.payload()
                    .forEach(payload ->
                            words.add("payload " + String.join("|", payload.hex()) + " at " + payload.offset()));
        }
    }

    private static String silence(DetectionSpec detection) {
        return Objects.requireNonNullElse(detection.silence(), "500ms");
    }

    private static void add(MatchSpec.Http http, List<String> words) {
        words.add("http");
        words.addAll(http.hosts());
        words.addAll(http.pathPrefixes());
        words.addAll(http.methods());
        if (Boolean.TRUE.equals(http.websocket())) {
            words.add("websocket");
        }
    }

    private static void named(String word, List<String> values, List<String> words) {
        if (!values.isEmpty()) {
            words.add(word);
            words.addAll(values);
        }
    }

    /** The backends of a route, with their weights if there are several. */
    static String of(RouteSpec route) {
        var backends = route.backends();
        return backends.stream()
                .map(RouteSpec.Backend::reference)
                .map(backend -> of(backend)
                        + (backends.size() == 1 ? "" : " (" + Objects.requireNonNullElse(backend.weight(), 1) + ")"))
                .collect(Collectors.joining(", "));
    }

    static String of(BackendRef backend) {
        var namespace = backend.namespace() == null ? "" : backend.namespace() + "/";
        var port = backend.port() == null ? "" : ":" + backend.port().getValue();
        return namespace + backend.name() + port;
    }
}
