package dev.portmux.detection.overlap;

import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** First messages made of the values that two routes ask for, in all combinations up to a limit. */
final class Examples {
    private static final int MOST = 1000;

    private Examples() {}

    static Stream<Bytes> of(Match one, Match other) {
        List<Match> both = List.of(one, other);
        return both.stream()
                .map(Match::label)
                .distinct()
                .flatMap(kind -> switch (kind) {
                    case "http" -> http(both);
                    case "tls" -> tls(both);
                    case "postgresql" -> postgresql(both);
                    default -> Stream.empty();
                })
                .limit(MOST);
    }

    private static Stream<Bytes> http(List<Match> matches) {
        List<String> hosts = new ArrayList<>(List.of("example.com"));
        List<String> paths = new ArrayList<>(List.of("/"));
        List<String> methods = new ArrayList<>(List.of("GET"));
        for (Match match : matches) {
            if (match instanceof Match.Http http) {
                hosts.addAll(names(http.hosts()));
                paths.addAll(http.pathPrefixes());
                methods.addAll(http.methods());
            }
        }
        boolean upgrade = matches.stream().anyMatch(match -> match instanceof Match.Http http && http.websocket());
        String more = upgrade ? "Connection: Upgrade\r\nUpgrade: websocket\r\n" : "";
        return hosts.stream()
                .flatMap(host -> paths.stream()
                        .flatMap(path -> methods.stream()
                                .map(method ->
                                        method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n")))
                .map(Bytes::ofText);
    }

    private static Stream<Bytes> tls(List<Match> matches) {
        List<String> names = new ArrayList<>(List.of("example.com"));
        List<String> alpn = new ArrayList<>();
        for (Match match : matches) {
            if (match instanceof Match.Tls tls) {
                names.addAll(names(tls.serverNames()));
                alpn.addAll(tls.alpn());
            }
        }
        return names.stream().map(name -> HelloExample.of(name, alpn));
    }

    private static Stream<Bytes> postgresql(List<Match> matches) {
        List<String> databases = new ArrayList<>(List.of("postgres"));
        List<String> users = new ArrayList<>(List.of("postgres"));
        for (Match match : matches) {
            if (match instanceof Match.Postgresql postgresql) {
                databases.addAll(postgresql.databases());
                users.addAll(postgresql.users());
            }
        }
        return databases.stream().flatMap(database -> users.stream().map(user -> startup(database, user)));
    }

    private static Bytes startup(String database, String user) {
        String parameters = "user\0" + user + "\0database\0" + database + "\0\0";
        int length = 8 + parameters.length();
        return Bytes.ofText("\0\0" + (char) (length >> 8) + (char) (length & 0xff) + "\0\3\0\0" + parameters);
    }

    private static List<String> names(Collection<String> patterns) {
        return patterns.stream().map(each -> each.replace("*.", "a.")).sorted().toList();
    }
}
