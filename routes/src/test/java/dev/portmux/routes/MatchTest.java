package dev.portmux.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchTest {
    private static final Set<String> NONE = Set.of();

    @Test
    void anythingThatIsAskedForIsAsked() {
        assertThat(new Match.Http(NONE, List.of(), NONE, false).asksNothing()).isTrue();
        assertThat(List.of(
                        new Match.Http(Set.of("a"), List.of(), NONE, false),
                        new Match.Http(NONE, List.of("/"), NONE, false),
                        new Match.Http(NONE, List.of(), Set.of("GET"), false),
                        new Match.Http(NONE, List.of(), NONE, true)))
                .noneMatch(Match.Http::asksNothing);
        assertThat(new Match.Tls(NONE, NONE).asksNothing()).isTrue();
        assertThat(List.of(new Match.Tls(Set.of("a"), NONE), new Match.Tls(NONE, Set.of("h2"))))
                .noneMatch(Match.Tls::asksNothing);
        assertThat(new Match.Postgresql(NONE, NONE).asksNothing()).isTrue();
        assertThat(List.of(new Match.Postgresql(Set.of("a"), NONE), new Match.Postgresql(NONE, Set.of("a"))))
                .noneMatch(Match.Postgresql::asksNothing);
    }

    @Test
    void eachHasItsLabel() {
        assertThat(List.of(
                        new Match.Any(),
                        new Match.Protocol("ssh"),
                        new Match.Http(NONE, List.of(), NONE, false),
                        new Match.Grpc(),
                        new Match.Tls(NONE, NONE),
                        new Match.Postgresql(NONE, NONE),
                        new Match.Payload(List.of(entry(0, "00"))),
                        new Match.Regex("a")))
                .extracting(Match::label)
                .containsExactly("any", "ssh", "http", "grpc", "tls", "postgresql", "payload", "regex");
    }

    @Test
    void aPayloadReachesToTheLimitAndNoFurther() {
        assertThat(entry(1022, "0000").offset()).isEqualTo(1022);
        assertThatThrownBy(() -> entry(1023, "0000")).hasMessageStartingWith("offset: 1023 ");
        assertThatThrownBy(() -> entry(-1, "00")).hasMessageStartingWith("offset: -1 ");
    }

    @Test
    void aListHasAtMost64Values() {
        assertThat(new Match.Tls(names(64), NONE).serverNames()).hasSize(64);
        assertThatThrownBy(() -> new Match.Tls(names(65), NONE))
                .hasMessage("tls.serverNames: 65 values (expected: at most 64)");
    }

    private static Set<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).collect(Collectors.toSet());
    }

    private static Match.Entry entry(int offset, String hex) {
        return new Match.Entry(offset, List.of(Bytes.ofHex(hex)), Optional.empty());
    }
}
