package dev.portmux.detection.parse;

import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * PostgreSQL's StartupMessage ("Message Formats"): u32 length, u16 major and minor version, then pairs of name and value, each ended
 * by 00, and one more 00. It is read once, when it is complete.
 *
 * @param user     empty if none is named
 * @param database the one named like the user if none is named, as the server takes it
 */
public record StartupMessage(String user, String database) {
    private static final int HEADER = 8;
    private static final int MAJOR = 3;

    /**
     * Whether the whole message is there: NO if these bytes begin another one. A client that asks for encryption first
     * (SSLRequest, GSSENCRequest) names neither database nor user until it is answered.
     */
    public static Verdict arrived(ByteBuffer prefix) {
        if (prefix.limit() < HEADER) {
            return Verdict.MORE;
        }
        if (Fields.u16(prefix, 4) != MAJOR) {
            return Verdict.NO;
        }
        return prefix.limit() < Fields.u32(prefix, 0) ? Verdict.MORE : Verdict.YES;
    }

    /** Reads the message, after {@link #arrived} said YES. */
    public static StartupMessage parse(ByteBuffer prefix) {
        byte[] body = new byte[(int) Fields.u32(prefix, 0) - HEADER];
        prefix.get(HEADER, body);
        String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < texts.length && !texts[i].isEmpty(); i += 2) {
            parameters.put(texts[i], texts[i + 1]);
        }
        String user = parameters.getOrDefault("user", "");
        return new StartupMessage(user, parameters.getOrDefault("database", user));
    }
}
