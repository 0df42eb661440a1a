package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.detection.overlap.Findings;
import dev.portmux.routes.Backend;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofCacheTest {
    private static final long ONE = ProofCache.weight(Proof.of(table(0, "10.0.0.1")));

    private final ProofCache cache = new ProofCache(3 * ONE, 5 * ONE);

    @Test
    void isTheProofOfTheTable() {
        RoutingTable table = table(1, "10.0.0.1");

        assertThat(cache.of("shop", table)).isEqualTo(Proof.of(table));
        assertThat(cache.weight()).isEqualTo(ONE);
    }

    @Test
    void aTableIsProvenOnceWhateverItsBackends() {
        Proof first = cache.of("shop", table(1, "10.0.0.1"));

        assertThat(cache.of("shop", table(1, "10.0.0.2"))).isSameAs(first);
        assertThat(cache.of("shop", table(2, "10.0.0.1"))).isNotSameAs(first);
        assertThat(cache.sizes()).containsOnly(entry("shop", 2));
    }

    @Test
    void aTenantWhoPatchesInALoopFillsOnlyItsShare() {
        for (int i = 0; i < 100; i++) {
            cache.of("loop", table(i, "10.0.0.1"));
        }

        assertThat(cache.weight()).isEqualTo(3 * ONE);
        assertThat(cache.sizes()).containsOnly(entry("loop", 3));
    }

    @Test
    void aTenantWhoPatchesInALoopDisplacesNobodyElse() {
        Proof shop = cache.of("shop", table(1, "10.0.0.1"));
        Proof blog = cache.of("blog", table(1, "10.0.0.1"));

        for (int i = 0; i < 100; i++) {
            cache.of("loop", table(i, "10.0.0.1"));
        }

        assertThat(cache.of("shop", table(1, "10.0.0.1"))).isSameAs(shop);
        assertThat(cache.of("blog", table(1, "10.0.0.1"))).isSameAs(blog);
    }

    @Test
    void beyondTheLimitForAllTheHeaviestLosesItsOldest() {
        Proof oldest = cache.of("heavy", table(1, "10.0.0.1"));
        Proof used = cache.of("heavy", table(2, "10.0.0.1"));
        cache.of("heavy", table(1, "10.0.0.1"));
        for (String light : List.of("a", "b", "c")) {
            cache.of(light, table(1, "10.0.0.1"));
        }

        assertThat(cache.weight()).isEqualTo(5 * ONE);
        assertThat(cache.sizes()).containsEntry("heavy", 2);
        cache.of("d", table(1, "10.0.0.1"));

        assertThat(cache.weight()).isEqualTo(5 * ONE);
        assertThat(cache.sizes()).containsEntry("heavy", 1);
        assertThat(cache.of("heavy", table(1, "10.0.0.1"))).isSameAs(oldest);
        assertThat(cache.of("heavy", table(2, "10.0.0.1"))).isNotSameAs(used);
    }

    @Test
    void aProofHeavierThanAShareIsNotKept() {
        ProofCache small = new ProofCache(ONE - 1, 5 * ONE);

        assertThat(small.of("shop", table(1, "10.0.0.1"))).isEqualTo(Proof.of(table(1, "10.0.0.1")));
        assertThat(small.sizes()).isEmpty();
        assertThat(small.weight()).isZero();
    }

    @Test
    void everyPartWeighs() {
        String text = "x".repeat(1000);
        Finding finding = finding("", "", List.of(), Optional.empty());
        long empty = ProofCache.weight(proof(finding));

        assertThat(ProofCache.weight(Proof.of(table(1, "10.0.0.1")))).isLessThan(empty);
        assertThat(List.of(
                        new Proof(Optional.of(text), new Findings(List.of(finding), List.of())),
                        new Proof(Optional.empty(), new Findings(List.of(finding), List.of(text))),
                        proof(finding(text, "", List.of(), Optional.empty())),
                        proof(finding("", text, List.of(), Optional.empty())),
                        proof(finding("", "", List.of(text), Optional.empty()))))
                .allSatisfy(proof -> assertThat(ProofCache.weight(proof)).isEqualTo(empty + 2000));
        assertThat(ProofCache.weight(proof(finding("", "", List.of(), Optional.of(Bytes.ofHex("00".repeat(1000)))))))
                .isEqualTo(empty + 1000);
    }

    /** A proof has at most 201 findings; here each names two routes with the longest names, and shows the longest payload. */
    @Test
    void theShareHoldsTheLargestProof() {
        String name = "x".repeat(63);
        Finding finding = finding(
                ("route \"" + name + "\" ").repeat(5),
                "x".repeat(300),
                List.of(name),
                Optional.of(Bytes.ofHex("00".repeat(1024))));
        Proof largest = new Proof(Optional.empty(), new Findings(Collections.nCopies(201, finding), List.of()));

        assertThat(ProofCache.weight(largest)).isBetween(ProofCache.SHARE / 4, ProofCache.SHARE);
    }

    private static Proof proof(Finding finding) {
        return new Proof(Optional.empty(), new Findings(List.of(finding), List.of()));
    }

    private static Finding finding(String message, String fix, List<String> others, Optional<Bytes> witness) {
        return new Finding(Severity.WARN, Kind.ORDER_DECIDES, "a", others, witness, message, fix);
    }

    private static RoutingTable table(int number, String backend) {
        return new RoutingTable(
                Timing.DEFAULT,
                List.of(new Route(
                        "a",
                        new Match.Payload(List.of(
                                new Match.Entry(0, List.of(Bytes.ofHex("%08x".formatted(number))), Optional.empty()))),
                        List.of(),
                        List.of(new Backend(backend, 80)))));
    }
}
