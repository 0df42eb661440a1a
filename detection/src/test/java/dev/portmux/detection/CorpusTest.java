package dev.portmux.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue makes of recordings of real clients. */
class CorpusTest {
    /** Folders that are named by more than the first bytes can tell. */
    private static final Map<String, String> SEEN_AS = Map.of("grpc", "http2");

    /** Its word is complete only by ending: "ruok" without a line end is a beginning of much else. */
    private static final Set<String> KNOWN_STRANGERS = Set.of("zookeeper/go-zookeeper-ruok#1");

    static List<Sample> samples() {
        return Sample.spoken().stream()
                .filter(sample -> !KNOWN_STRANGERS.contains(sample.toString()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void onlyItsOwnProtocolSaysYes(Sample sample) {
        String expected = SEEN_AS.getOrDefault(sample.protocol(), sample.protocol());

        assertThat(yes(sample.bytes())).isEqualTo(sample.protocol().equals("other") ? Set.of() : Set.of(expected));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void verdictsAreFinalAtEveryCutAndWithTrailingBytes(Sample sample) {
        byte[] longer = Arrays.copyOf(sample.bytes(), sample.bytes().length + 64);
        for (PreparedRoute route : TestRoutes.catalogue()) {
            Verdict before = Verdict.MORE;
            for (int length = 1; length <= longer.length; length = length < 600 ? length + 1 : length + 97) {
                Verdict verdict = route.look(ByteBuffer.wrap(longer, 0, length).slice());
                assertThat(before == Verdict.MORE || verdict == before)
                        .as("%s after %d bytes: %s, then %s", route.route().name(), length, before, verdict)
                        .isTrue();
                before = verdict;
            }
        }
    }

    @Test
    void everyProtocolHasARecordedClient() {
        Set<String> recorded = new TreeSet<>();
        Sample.all().forEach(sample -> recorded.add(sample.protocol()));

        assertThat(Catalogue.all()).extracting(Protocol::name).allMatch(recorded::contains);
    }

    private static Set<String> yes(byte[] bytes) {
        Set<String> names = new TreeSet<>();
        for (PreparedRoute route : TestRoutes.catalogue()) {
            if (route.look(ByteBuffer.wrap(bytes)) == Verdict.YES) {
                names.add(route.route().match().label());
            }
        }
        return names;
    }
}
