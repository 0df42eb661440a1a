package dev.portmux.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.file.BadInputException;
import dev.portmux.detection.explain.Explanation.End;
import dev.portmux.routes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** One line of {@code explain --jsonl}: the first bytes of a connection as they came. */
record Sample(String id, List<Bytes> chunks, End end) {
    /** @throws BadInputException beginning with {@code place}, if the line is not one */
    static Sample parse(String line, String place) {
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
                    json.path("id").asText(), chunks, end(json.path("end").asText("open")));
        } catch (JsonProcessingException e) {
            throw new BadInputException(place + ": not a JSON object: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(place + ": " + e.getMessage(), e);
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
