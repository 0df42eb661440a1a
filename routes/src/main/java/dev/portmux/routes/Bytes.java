package dev.portmux.routes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A short immutable byte string, which people read as hex or as quoted text. */
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** The bytes of ISO-8859-1 text. */
    public static Bytes ofText(String text) {
        return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads hex digits, in either case.
     *
     * @throws IllegalArgumentException naming the value, if it is not an even number of hex digits
     */
    public static Bytes ofHex(String hex) {
        if (hex.length() % 2 != 0) {
            throw new IllegalArgumentException("\"" + hex + "\" (expected: an even number of hex digits)");
        }
        try {
            return new Bytes(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + hex + "\" (expected: hex digits)", e);
        }
    }

    public int length() {
        return content.length;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int at(int index) {
        return content[index] & 0xff;
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** Lower-case hex digits without separators: {@code 535348}. */
    public String hex() {
        return HexFormat.of().formatHex(content);
    }

    /** Quoted text, with escapes for bytes that are not printable ASCII: {@code "GET /\r\n\x00"}. */
    public String text() {
        StringBuilder text = new StringBuilder("\"");
        for (byte each : content) {
            text.append(escape(each & 0xff));
        }
        return text.append('"').toString();
    }

    private static String escape(int value) {
        return switch (value) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> value >= 0x20 && value < 0x7f ? String.valueOf((char) value) : String.format("\\x%02x", value);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return hex();
    }
}
