package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Matcher;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a route asks of PostgreSQL's StartupMessage: u32 length, u16 major and minor version, then pairs of name and value,
 * each ended by 00, and one more 00. A client that asks for encryption first (SSLRequest, GSSENCRequest) names
 * neither database nor user until it is answered, so it is NO here.
 */
final class PostgresqlMatcher implements Matcher {
    private static final int HEADER = 8;
    private static final int MAJOR = 3;

    private final Match.Postgresql wanted;

    PostgresqlMatcher(Match.Postgresql wanted) {
        this.wanted = wanted;
    }

    @Override
    public Verdict look(ByteBuffer prefix) {
        if (prefix.limit() < HEADER) {
            return Verdict.MORE;
        }
        if (Fields.u16(prefix, 4) != MAJOR) {
            return Verdict.NO;
        }
        int length = (int) Math.min(Fields.u32(prefix, 0), Integer.MAX_VALUE);
        if (prefix.limit() < length) {
            return Verdict.MORE;
        }
        return judge(parameters(prefix, length));
    }

    private Verdict judge(Map<String, String> parameters) {
        String user = parameters.getOrDefault("user", "");
        // Without a database the server takes the one named like the user.
        String database = parameters.getOrDefault("database", user);
        return accepts(wanted.users(), user) && accepts(wanted.databases(), database) ? Verdict.YES : Verdict.NO;
    }

    private static boolean accepts(java.util.Set<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static Map<String, String> parameters(ByteBuffer message, int length) {
        byte[] body = new byte[length - HEADER];
        message.get(HEADER, body);
        String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < texts.length && !texts[i].isEmpty(); i += 2) {
            parameters.put(texts[i], texts[i + 1]);
        }
        return parameters;
    }
}
