package dev.portmux.detection.parse;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What routes ask of a ClientHello (RFC 8446 section 4.1.2): u16 version, 32 bytes random, then with their lengths before them
 * session id (u8), cipher suites (u16), compression methods (u8) and extensions (u16), each u16 type and u16 length.
 *
 * @param serverName the host name of extension 0 (RFC 6066)
 * @param alpn       the names of extension 16 (RFC 7301), GREASE among them
 */
public record ClientHello(Optional<String> serverName, List<String> alpn) {
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    private static final int HOST_NAME = 0;

    /** Reads the body of the message; empty if its lengths do not fit. */
    static Optional<ClientHello> parse(ByteBuffer body) {
        try {
            take(body, VERSION_AND_RANDOM);
            take(body, u8(body));
            take(body, u16(body));
            take(body, u8(body));
            return Optional.of(extensions(body.hasRemaining() ? take(body, u16(body)) : body));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static ClientHello extensions(ByteBuffer extensions) {
        Optional<String> serverName = Optional.empty();
        List<String> alpn = new ArrayList<>();
        while (extensions.hasRemaining()) {
            int type = u16(extensions);
            ByteBuffer content = take(extensions, u16(extensions));
            if (type == SERVER_NAME && serverName.isEmpty()) {
                serverName = hostName(take(content, u16(content)));
            } else if (type == ALPN) {
                ByteBuffer names = take(content, u16(content));
                while (names.hasRemaining()) {
                    alpn.add(text(take(names, u8(names))));
                }
            }
        }
        return new ClientHello(serverName, List.copyOf(alpn));
    }

    private static Optional<String> hostName(ByteBuffer names) {
        while (names.hasRemaining()) {
            int type = u8(names);
            ByteBuffer name = take(names, u16(names));
            if (type == HOST_NAME) {
                return Optional.of(text(name));
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer take(ByteBuffer from, int length) {
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = from.slice(from.position(), length);
        from.position(from.position() + length);
        return taken;
    }

    private static int u8(ByteBuffer from) {
        return from.get() & 0xff;
    }

    private static int u16(ByteBuffer from) {
        return from.getShort() & 0xffff;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }
}
