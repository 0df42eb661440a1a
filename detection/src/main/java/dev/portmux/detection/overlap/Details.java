package dev.portmux.detection.overlap;

import dev.portmux.routes.Match;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What routes of the same protocol ask beyond it. Two are apart if one attribute that a connection has once is: host, path,
 * method, server name, database, user. ALPN is a set, browsers offer several names at once, so it never tells apart.
 */
final class Details {

    private Details() {}

    /** Whether nothing can match both. */
    static boolean apart(Match one, Match other) {
        if (general(one) instanceof Match.Http a && general(other) instanceof Match.Http b) {
            return apart(a.hosts(), b.hosts(), Details::namesMeet)
                    || apart(a.pathPrefixes(), b.pathPrefixes(), Details::pathsMeet)
                    || apart(a.methods(), b.methods(), String::equals);
        }
        if (general(one) instanceof Match.Tls a && general(other) instanceof Match.Tls b) {
            return apart(a.serverNames(), b.serverNames(), Details::namesMeet);
        }
        if (general(one) instanceof Match.Postgresql a && general(other) instanceof Match.Postgresql b) {
            return apart(a.databases(), b.databases(), String::equals) || apart(a.users(), b.users(), String::equals);
        }
        return false;
    }

    /** Whether {@code outer} accepts whatever {@code inner} accepts, by what they ask. */
    static boolean covers(Match outer, Match inner) {
        if (general(outer) instanceof Match.Http a && general(inner) instanceof Match.Http b) {
            return covers(a.hosts(), b.hosts(), Details::nameCovers)
                    && covers(a.pathPrefixes(), b.pathPrefixes(), Details::isBelow)
                    && covers(a.methods(), b.methods(), String::equals)
                    && (!a.websocket() || b.websocket());
        }
        if (general(outer) instanceof Match.Tls a && general(inner) instanceof Match.Tls b) {
            return covers(a.serverNames(), b.serverNames(), Details::nameCovers)
                    && covers(a.alpn(), b.alpn(), String::equals);
        }
        if (general(outer) instanceof Match.Postgresql a && general(inner) instanceof Match.Postgresql b) {
            return covers(a.databases(), b.databases(), String::equals) && covers(a.users(), b.users(), String::equals);
        }
        return general(outer).equals(general(inner)) || (isHttp2(outer) && inner instanceof Match.Grpc);
    }

    /** A plain protocol as one that asks nothing. */
    private static Match general(Match match) {
        return switch (match) {
            case Match.Protocol(String name)
            when name.equals("http") -> new Match.Http(Set.of(), List.of(), Set.of(), false);
            case Match.Protocol(String name) when name.equals("tls") -> new Match.Tls(Set.of(), Set.of());
            case Match.Protocol(String name) when name.equals("postgresql") -> new Match.Postgresql(Set.of(), Set.of());
            default -> match;
        };
    }

    private static boolean isHttp2(Match match) {
        return match instanceof Match.Protocol(String name) && name.equals("http2");
    }

    private static boolean apart(Collection<String> one, Collection<String> other, BiPredicate<String, String> meet) {
        return !one.isEmpty()
                && !other.isEmpty()
                && one.stream().noneMatch(a -> other.stream().anyMatch(b -> meet.test(a, b)));
    }

    private static boolean covers(
            Collection<String> outer, Collection<String> inner, BiPredicate<String, String> covers) {
        return outer.isEmpty()
                || (!inner.isEmpty()
                        && inner.stream().allMatch(b -> outer.stream().anyMatch(a -> covers.test(a, b))));
    }

    private static boolean namesMeet(String one, String other) {
        return nameCovers(one, other) || nameCovers(other, one);
    }

    private static boolean nameCovers(String outer, String inner) {
        return outer.equals(inner) || (outer.startsWith("*.") && inner.endsWith(outer.substring(1)));
    }

    private static boolean pathsMeet(String one, String other) {
        return isBelow(one, other) || isBelow(other, one);
    }

    private static boolean isBelow(String parent, String path) {
        String segment = parent.endsWith("/") ? parent : parent + "/";
        return (path + "/").startsWith(segment);
    }
}
