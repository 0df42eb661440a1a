package dev.portmux.detection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A route made ready to judge connections.
 *
 * @param recogniser says YES once the protocol is certain, though the match may still wait for details
 * @param byteLimit  undecided bytes beyond this are not looked at
 */
record PreparedRoute(Route route, Kind kind, Matcher matcher, Matcher recogniser, int byteLimit) {
    private static final int USUAL_LIMIT = 16 << 10;
    private static final Matcher NEVER = prefix -> Verdict.NO;

    /** What a route waits for. */
    enum Kind {
        BYTES,
        SILENCE,
        CATCH_ALL
    }

    static PreparedRoute of(Route route) {
        return switch (route.match()) {
            case Match.Any() -> new PreparedRoute(route, Kind.CATCH_ALL, NEVER, NEVER, 0);
            case Match.Protocol(String name) -> protocol(route, name);
            default -> throw new InvalidTableException("match: " + route.match().label() + " is not available yet");
        };
    }

    private static PreparedRoute protocol(Route route, String name) {
        List<String> prefixes = switch (name) {
            case "http" -> List.of("GET /", "POST /", "PUT /", "DELETE /", "HEAD /", "PATCH /");
            case "ssh" -> List.of("SSH-");
            case "redis" -> List.of("*1\r\n$", "*2\r\n$", "*3\r\n$", "*4\r\n$");
            case "mysql" -> List.of();
            default -> throw new InvalidTableException("protocol: \"" + name + "\" is not known");
        };
        Matcher matcher = prefix -> anyOf(prefixes, prefix);
        return new PreparedRoute(route, prefixes.isEmpty() ? Kind.SILENCE : Kind.BYTES, matcher, NEVER, USUAL_LIMIT);
    }

    private static Verdict anyOf(List<String> prefixes, ByteBuffer bytes) {
        Verdict best = Verdict.NO;
        for (String prefix : prefixes) {
            byte[] wanted = prefix.getBytes(StandardCharsets.ISO_8859_1);
            int common = Math.min(wanted.length, bytes.limit());
            boolean same = bytes.slice(0, common).equals(ByteBuffer.wrap(wanted, 0, common));
            if (same) {
                best = common == wanted.length ? Verdict.YES : Verdict.MORE;
            }
        }
        return best;
    }
}
