package dev.portmux.sidecar.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.limit.UndecidedBytes.Holding;
import dev.portmux.sidecar.limit.UndecidedBytes.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Room for four large holdings, and beside them for 64 small ones. Each loop has room for one large one anyway. */
class UndecidedBytesTest {
    private static final int SMALL = UndecidedBytes.SMALL;
    private static final int LARGE = 16 * SMALL;

    private final Pool pool = new Pool(4 * LARGE);
    private final UndecidedBytes bytes = new UndecidedBytes(pool);
    private final Map<String, Holding> holdings = new HashMap<>();
    private final List<String> ended = new ArrayList<>();

    private boolean grow(String name, int more) {
        return bytes.grow(
                holdings.computeIfAbsent(
                        name,
                        _ -> new Holding(() -> {
                            ended.add(name);
                            release(name);
                        })),
                more);
    }

    private void growAll(int each, String... names) {
        for (String name : names) {
            assertThat(grow(name, each)).as(name).isTrue();
        }
    }

    private void release(String name) {
        bytes.release(Objects.requireNonNull(holdings.get(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a | b c d e
            b | a c d e
            c | a b d e
            d | a b c e
            """)
    void theOldestLargeOneEndsFirst(String released, String inOrder) {
        growAll(LARGE, "a", "b", "c", "d");
        release(released);
        growAll(LARGE, "e");
        assertThat(ended).isEmpty();
        growAll(LARGE, "f", "g", "h", "i");
        assertThat(ended).isEqualTo(Arrays.asList(inOrder.split(" ", -1)));
        assertThat(bytes.held()).isEqualTo(4 * LARGE);
    }

    @Test
    void whoHasGrownIsTheNewest() {
        growAll(LARGE, "a", "b", "c", "a", "d");
        assertThat(ended).containsExactly("b");
    }

    @Test
    void smallOnesHaveAShareOfTheirOwn() {
        growAll(LARGE, "a", "b", "c", "d");
        for (int i = 0; i < 64; i++) {
            growAll(SMALL, "small " + i);
        }
        assertThat(ended).isEmpty();
        growAll(1, "another");
        assertThat(ended).containsExactly("small 0");
    }

    @Test
    void aLargeOneEndsNoSmallOne() {
        for (int i = 0; i < 64; i++) {
            growAll(SMALL, "small " + i);
        }
        growAll(LARGE, "a", "b", "c", "d", "e");
        assertThat(ended).containsExactly("a");
    }

    @Test
    void whoGrowsLargeLeavesTheShareOfTheSmallOnes() {
        for (int i = 0; i < 64; i++) {
            growAll(SMALL, "small " + i);
        }
        growAll(1, "small 0");
        growAll(SMALL, "another");
        assertThat(ended).isEmpty();
        assertThat(bytes.held()).isEqualTo(4 * LARGE + SMALL + 1);
    }

    @Test
    void theLargestHasToGoByItself() {
        growAll(4 * LARGE, "a");
        assertThat(grow("a", 1)).isFalse();
        assertThat(ended).isEmpty();
        assertThat(bytes.held()).isEqualTo(4 * LARGE);
    }

    @Test
    void allLoopsShareWhatThereIsButEachHasRoomForOne() {
        UndecidedBytes other = new UndecidedBytes(pool);
        Holding all = new Holding(() -> {});
        assertThat(other.grow(all, 4 * LARGE)).isTrue();
        assertThat(bytes.held()).isZero();
        growAll(LARGE, "a", "b");
        assertThat(ended).containsExactly("a");
        assertThat(bytes.held()).isEqualTo(LARGE);
        other.release(all);
        assertThat(other.held()).isZero();
        growAll(LARGE, "c", "d", "e");
        assertThat(ended).containsExactly("a");
    }

    @Test
    void whatWasReleasedIsReleasedOnce() {
        growAll(LARGE, "a", "b");
        release("a");
        release("a");
        assertThat(bytes.held()).isEqualTo(LARGE);
        growAll(LARGE, "c", "d", "e", "f");
        assertThat(ended).containsExactly("b");
    }
}
