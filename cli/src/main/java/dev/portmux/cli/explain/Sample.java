package dev.portmux.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Json;
import dev.portmux.detection.explain.Explanation.End;
import dev.portmux.routes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first bytes of a connection, in the forms in which the user may give them.
 *
 * @param id     by which the user tells it from others
 * @param chunks as they arrive
 */
record Sample(Optional<String> id, List<Bytes> chunks, End end) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|(.?))|[^\\\\]+", Pattern.DOTALL);

    private static Sample open(Bytes bytes) {
        return new Sample(Optional.empty(), List.of(bytes), End.OPEN);
    }

    /** Hex digits. */
    static Sample hex(String digits) {
        try {
            return open(Bytes.ofHex(digits));
        } catch (IllegalArgumentException e) {
            throw new CommandException("--hex: " + e.getMessage(), e);
        }
    }

    /** Text with escapes as one types it into a shell: {@code GET / HTTP/1.1\r\n}. */
    static Sample text(String text) {
        var bytes = new ByteArrayOutputStream();
        var part = ESCAPE.matcher(text);
        while (part.find()) {
            if (part.group(1) != null) {
                bytes.write(Integer.parseInt(part.group(1), 16));
            } else if (part.group(2) != null) {
                bytes.write(escape(part.group(2)));
            } else {
                bytes.writeBytes(part.group().getBytes(StandardCharsets.UTF_8));
            }
        }
        return open(Bytes.of(bytes.toByteArray()));
    }

    private static int escape(String letter) {
        return switch (letter) {
            case "r" -> '\r';
            case "n" -> '\n';
            case "t" -> '\t';
            case "0" -> 0;
            case "\\", "\"" -> letter.charAt(0);
            default ->
                throw new CommandException("--text: \"\\" + letter
                        + "\" (expected: \\r, \\n, \\t, \\0, \\\\, \\\" or \\x and two hex digits)");
        };
    }

    /**
     * A line of JSON: {@code {"id": "1", "chunks": ["474554", "202f"], "end": "open"}}.
     *
     * @param place of the line, for messages: {@code samples.jsonl:7}
     */
    static Sample json(String line, String place) {
        try {
            var json = Json.MAPPER.readTree(line);
            if (!json.path("chunks").isArray()) {
                throw new IllegalArgumentException("chunks: missing (expected: an array of hex strings)");
            }
            var chunks = new ArrayList<Bytes>();
            for (JsonNode chunk : json.path("chunks")) {
                chunks.add(Bytes.ofHex(chunk.asText()));
            }
            return new Sample(
                    Optional.of(json.path("id").asText()),
                    chunks,
                    end(json.path("end").asText("open")));
        } catch (JsonProcessingException e) {
            throw new CommandException(place + ": not a JSON object: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(place + ": " + e.getMessage(), e);
        }
    }

    private static End end(String text) {
        return switch (text) {
            case "open" -> End.OPEN;
            case "eof" -> End.EOF;
            default -> throw new IllegalArgumentException("end: \"" + text + "\" (expected: open or eof)");
        };
    }
}
