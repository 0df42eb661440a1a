package dev.portmux.sidecar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.sidecar.observe.Tap;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An answer of the admin endpoint.
 *
 * @param body shared by all requests that wait for the same answer: read a duplicate
 * @param tap  lines that follow the body, until the client goes
 */
record Reply(int status, String type, ByteBuffer body, Optional<Tap.Reader> tap) {
    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", UTF_8.encode(text + "\n"), Optional.empty());
    }

    static Reply ok(String type, byte[] body) {
        return new Reply(200, type, ByteBuffer.wrap(body), Optional.empty());
    }

    static Reply json(byte[] body) {
        return ok("application/json", body);
    }

    /** Lines of JSON without an end. */
    static Reply live(Tap.Reader tap) {
        return new Reply(200, "application/jsonl", ByteBuffer.allocate(0), Optional.of(tap));
    }

    /** The reason phrase of the status (RFC 9110, 15). */
    String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
