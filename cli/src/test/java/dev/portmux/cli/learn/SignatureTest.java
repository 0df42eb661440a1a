package dev.portmux.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.decide.Preparation;
import dev.portmux.routes.Match;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private final List<KnownMatch> catalogue = KnownMatch.catalogue();

    @Test
    void looksAtSingleBitsWhereOnlyTheyAreTheSame() {
        Match.Entry entry =
                signature("a1ff00", "b1ff01", "c1ff02").orElseThrow().shortest();

        assertThat(entry.offset()).isZero();
        assertThat(entry.mask()).isPresent();
        assertThat(entry.mask().get().at(0)).isEqualTo(0x8f); // 1xxx 0001: a1, b1 and c1 have these bits in common
    }

    @Test
    void looksFurtherInWhenTheBeginningVaries() {
        Match.Entry entry = signature("00aabbccddfeedface", "ff55440022feedface", "7f00110033feedface")
                .orElseThrow()
                .shortest();

        assertThat(entry.offset()).isPositive();
    }

    @Test
    void isProvenApartAndAcceptsWhatItWasLearnedFrom() {
        Signature signature = signature("feed0001ffff", "feed0002ffff").orElseThrow();

        for (Match.Entry entry : List.of(signature.shortest(), signature.proposed())) {
            KnownMatch learned = new KnownMatch("learned", false, Preparation.of(new Match.Payload(List.of(entry))));
            assertThat(learned.accepts(HexFormat.of().parseHex("feed0001ffff"))).isTrue();
            assertThat(catalogue)
                    .filteredOn(rival -> !rival.weak())
                    .allSatisfy(rival -> assertThat(
                                    rival.isApartFrom(learned.prepared().envelope()))
                            .as(rival.name())
                            .isTrue());
        }
    }

    @Test
    void namesWhatItCannotBeToldFrom() {
        Signature signature = signature("47455420", "47455420").orElseThrow(); // "GET "

        assertThat(signature.confused()).extracting(KnownMatch::name).contains("http");
    }

    @Test
    void hasNothingToSayOfRandomBytes() {
        assertThat(signature("00", "ff")).isEmpty();
    }

    private Optional<Signature> signature(String... flights) {
        List<byte[]> bytes = Stream.of(flights).map(HexFormat.of()::parseHex).toList();
        return Signature.of(CommonBytes.of(bytes), catalogue);
    }
}
