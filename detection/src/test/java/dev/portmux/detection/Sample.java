package dev.portmux.detection;

import dev.portmux.routes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One connection of a real client, recorded. The format is described in the README beside the files.
 *
 * @param protocol the folder: a catalogue name, or {@code grpc}, {@code silent}, {@code other}
 * @param client   the file and the number of the connection in it
 * @param chunks   as they arrived; none if the client was silent
 */
public record Sample(String protocol, String client, List<Bytes> chunks) {
    private static final List<Sample> ALL = read();

    /** All recordings in which the client sent something. */
    public static List<Sample> spoken() {
        return ALL.stream().filter(sample -> !sample.chunks.isEmpty()).toList();
    }

    public static List<Sample> all() {
        return ALL;
    }

    public byte[] bytes() {
        ByteBuffer all =
                ByteBuffer.allocate(chunks.stream().mapToInt(Bytes::length).sum());
        chunks.forEach(chunk -> all.put(chunk.toArray()));
        return all.array();
    }

    private static List<Sample> read() {
        try {
            Path root = Path.of(Sample.class.getResource("/samples").toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".txt"))
                        .sorted()
                        .flatMap(Sample::connections)
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Sample> connections(Path file) {
        List<Sample> samples = new ArrayList<>();
        List<Bytes> chunks = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.startsWith("+")) {
                chunks.add(Bytes.of(HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1))));
            } else if (line.startsWith("-")) {
                String protocol = file.getName(file.getNameCount() - 2).toString();
                String client = file.getFileName().toString().replace(".txt", "") + "#" + (samples.size() + 1);
                samples.add(new Sample(protocol, client, List.copyOf(chunks)));
                chunks.clear();
            }
        }
        return samples.stream();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return protocol + "/" + client;
    }
}
