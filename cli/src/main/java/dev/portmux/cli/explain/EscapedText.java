package dev.portmux.cli.explain;

import dev.portmux.routes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text with escapes as people type it for a shell: {@code GET / HTTP/1.1\r\n}. */
final class EscapedText {
    private static final Pattern PART = Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|(.?))|[^\\\\]+", Pattern.DOTALL);

    private EscapedText() {}

    /** @throws IllegalArgumentException naming an escape that is not known */
    static Bytes bytes(String text) {
        var bytes = new ByteArrayOutputStream();
        var part = PART.matcher(text);
        while (part.find()) {
            if (part.group(1) != null) {
                bytes.write(Integer.parseInt(part.group(1), 16));
            } else if (part.group(2) != null) {
                bytes.write(escape(part.group(2)));
            } else {
                bytes.writeBytes(part.group().getBytes(StandardCharsets.UTF_8));
            }
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static int escape(String letter) {
        return switch (letter) {
            case "r" -> '\r';
            case "n" -> '\n';
            case "t" -> '\t';
            case "0" -> 0;
            case "\\", "\"" -> letter.charAt(0);
            default ->
                throw new IllegalArgumentException(
                        "\"\\" + letter + "\" (expected: \\r, \\n, \\t, \\0, \\\\, \\\" or \\x and two hex digits)");
        };
    }
}
