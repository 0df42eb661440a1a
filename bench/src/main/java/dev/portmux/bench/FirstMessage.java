package dev.portmux.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** First messages that name a host, which comes last in them, and the routes that ask for it. */
public enum FirstMessage {
    /** An HTTP/1 request head of 8 KB. */
    HTTP_8K {
        @Override
        byte[] bytes() {
            StringBuilder head = new StringBuilder("GET /index.html HTTP/1.1\r\n");
            for (int i = 0; head.length() < 8000; i++) {
                head.append("X-Header-")
                        .append(i)
                        .append(": ")
                        .append("value ".repeat(12))
                        .append("\r\n");
            }
            head.append("Cookie: ")
                    .append("c".repeat(8192 - head.length() - 40))
                    .append("\r\n");
            return head.append("Host: ")
                    .append(WANTED)
                    .append("\r\n\r\n")
                    .toString()
                    .getBytes(ISO_8859_1);
        }

        @Override
        String match(String name) {
            return "{\"http\":{\"hosts\":[\"%s\"]}}".formatted(name);
        }
    },
    /** A TLS ClientHello in records of one byte each. */
    TLS_RECORDS {
        @Override
        byte[] bytes() {
            byte[] hello = FirstSegment.TLS.bytes();
            ByteArrayOutputStream records = new ByteArrayOutputStream();
            for (int i = 5; i < hello.length; i++) {
                records.writeBytes(new byte[] {0x16, 3, 1, 0, 1, hello[i]});
            }
            return records.toByteArray();
        }

        @Override
        String match(String name) {
            return "{\"tls\":{\"serverNames\":[\"%s\"]}}".formatted(name);
        }
    };

    private static final String WANTED = "shop.example.com";

    abstract byte[] bytes();

    abstract String match(String name);

    ByteBuffer direct() {
        byte[] bytes = bytes();
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    byte[] table(int routes) {
        Stream<String> others = IntStream.range(1, routes).mapToObj(i -> match("host" + i + ".example.com"));
        List<String> matches = Stream.concat(others, Stream.of(match(WANTED))).toList();
        return Tables.json(matches);
    }
}
