package dev.portmux.detection.overlap;

import dev.portmux.routes.Bytes;
import java.util.List;

/** The shortest ClientHello that asks for a server and offers application protocols, as ISO-8859-1 text. */
final class HelloExample {

    private HelloExample() {}

    static Bytes of(String serverName, List<String> alpn) {
        String extensions = extension(0, vector16("\0" + vector16(serverName)));
        if (!alpn.isEmpty()) {
            StringBuilder names = new StringBuilder();
            alpn.forEach(name -> names.append((char) name.length()).append(name));
            extensions += extension(16, vector16(names.toString()));
        }
        String body = "\3\3" + "r".repeat(32) + "\0" + vector16("\u0013\1") + "\1\0" + vector16(extensions);
        String message = "\1\0" + vector16(body);
        return Bytes.ofText("\u0016\3\1" + vector16(message));
    }

    private static String extension(int type, String content) {
        return "\0" + (char) type + vector16(content);
    }

    private static String vector16(String content) {
        return "" + (char) (content.length() >> 8) + (char) (content.length() & 0xff) + content;
    }
}
