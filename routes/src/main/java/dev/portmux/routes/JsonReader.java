package dev.portmux.routes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads values from hostile JSON. Every error names its place, such as {@code routes[2].match.payload[0].hex}. */
final class JsonReader implements AutoCloseable {
    private static final int DEEPEST = 16;
    private static final int LONGEST = 4096;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST)
                    .maxNameLength(LONGEST)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final JsonParser parser;

    JsonReader(byte[] json) throws IOException {
        parser = FACTORY.createParser(json);
    }

    /** Reads one value. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /** Reads the value of one field, or answers false if it knows no such field. */
    @FunctionalInterface
    interface Field {
        boolean read(String name) throws IOException;
    }

    void object(Field field) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!field.read(name)) {
                throw new InvalidTableException(path() + ": unknown field");
            }
        }
    }

    <T> List<T> list(int most, Reading<T> element) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == most) {
                throw new InvalidTableException(path() + ": too many (expected: at most " + most + ")");
            }
            pushedBack = true;
            elements.add(element.read());
        }
        return elements;
    }

    // Looking for the end of an array has read the first token of its next element.
    private boolean pushedBack;

    private JsonToken next() throws IOException {
        JsonToken token = pushedBack ? parser.currentToken() : parser.nextToken();
        pushedBack = false;
        if (token == null) {
            throw new InvalidTableException("ends too early");
        }
        return token;
    }

    private void expect(JsonToken token, String expected) throws IOException {
        if (next() != token) {
            throw new InvalidTableException(path() + ": " + parser.getText() + " (expected: " + expected + ")");
        }
    }

    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    /** A string turned into a value by a function that refuses it with an {@link IllegalArgumentException}. */
    <T> T text(java.util.function.Function<String, T> parse) throws IOException {
        String text = text();
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidTableException(path() + ": " + e.getMessage(), e);
        }
    }

    int integer() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "an integer");
        long value = parser.getLongValue();
        if (value != (int) value) {
            throw new InvalidTableException(path() + ": " + value + " (expected: an integer of 32 bits)");
        }
        return (int) value;
    }

    boolean truth() throws IOException {
        return switch (next()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new InvalidTableException(path() + ": " + parser.getText() + " (expected: true or false)");
        };
    }

    /** A value made of what was read; the message of a refusal gets the place in front. */
    <T> T checked(Reading<T> made) throws IOException {
        try {
            return made.read();
        } catch (InvalidTableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidTableException(path() + "." + e.getMessage(), e);
        }
    }

    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new InvalidTableException("goes on after the end of the table");
        }
    }

    /** Where the reader is: {@code routes[2].match}. */
    String path() {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        if (pointer.isEmpty()) {
            return "routing table";
        }
        return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replaceFirst("^/", "")
                .replace('/', '.');
    }

    static String problem(StreamReadException e) {
        return "not JSON at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
