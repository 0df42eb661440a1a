package dev.portmux.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.cli.learn.CommonBytes;
import dev.portmux.cli.output.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFileTest {
    private static final Path CAPTURES = Path.of("src/test/resources/captures");

    @TempDir
    private Path folder;

    static Stream<Arguments> formats() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(Arguments.of(order, true), Arguments.of(order, false)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsPcapInBothByteOrdersAndUnitsOfTime(ByteOrder order, boolean nanoseconds) throws IOException {
        List<CaptureFile.Frame> frames = frames(CAPTURES.resolve("game.pcapng"));
        Path pcap = Files.write(folder.resolve("game.pcap"), TestCaptures.pcap(frames, order, nanoseconds));

        assertThat(text(frames(pcap))).isEqualTo(text(frames));
    }

    @Test
    void readsBehindVlanTags() throws IOException {
        List<CaptureFile.Frame> frames = frames(CAPTURES.resolve("game.pcapng"));
        List<CaptureFile.Frame> tagged = frames.stream()
                .map(TestCaptures::tagged)
                .map(TestCaptures::tagged)
                .toList();

        assertThat(text(tagged)).isEqualTo(text(frames));
    }

    @Test
    void repeatedFramesChangeNothing() throws IOException {
        List<CaptureFile.Frame> frames = frames(CAPTURES.resolve("redis.pcap"));
        List<CaptureFile.Frame> repeated =
                frames.stream().flatMap(frame -> Stream.of(frame, frame)).toList();

        assertThat(text(repeated)).isEqualTo(text(frames));
    }

    @ParameterizedTest
    @ValueSource(strings = {"game.pcapng", "redis.pcap", "smtp.pcap"})
    void damageEndsInOneSentenceAtMost(String capture) throws IOException {
        byte[] bytes = Files.readAllBytes(CAPTURES.resolve(capture));
        Path file = folder.resolve(capture);
        for (int i = 0; i < bytes.length; i += 29) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            Files.write(file, damaged);
            try {
                text(frames(file));
            } catch (CommandException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void endsWhereTheFileWasCutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(CAPTURES.resolve("smtp.pcap"));
        Path file = folder.resolve("cut.pcap");
        int before = 0;
        for (int length = 24; length < bytes.length; length += 101) {
            Files.write(file, Arrays.copyOf(bytes, length));
            int frames = frames(file).size();
            assertThat(frames).isGreaterThanOrEqualTo(before);
            before = frames;
        }
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "no capture");

        assertThatThrownBy(() -> frames(file))
                .isInstanceOf(CommandException.class)
                .hasMessage(file + ": not a capture (expected: pcap or pcapng)");
    }

    @Test
    void refusesABlockLongerThanAnyCaptureHas() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putInt(0x0a0d0d0a).putInt(0x7fffffff).putInt(0x1a2b3c4d);
        Path file = Files.write(folder.resolve("huge.pcapng"), bytes.array());

        assertThatThrownBy(() -> frames(file)).hasMessage(file + ": damaged: a block of 2147483635 bytes");
    }

    private static List<CaptureFile.Frame> frames(Path file) {
        List<CaptureFile.Frame> frames = new ArrayList<>();
        CaptureFile.read(file, frames::add);
        return frames;
    }

    private static List<String> text(List<CaptureFile.Frame> frames) {
        ConnectionTracker connections = new ConnectionTracker();
        frames.forEach(connections::add);
        return connections.servers().stream()
                .map(server -> server.name() + " " + server.connections().size() + " "
                        + CommonBytes.of(server.connections().stream()
                                        .map(CapturedConnection::firstFlight)
                                        .toList())
                                .text())
                .toList();
    }
}
