package dev.portmux.detection.decide.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Compared with a {@link BitSet}. */
class RouteSetTest {
    private final Random random = new Random(1);

    @Test
    void isASet() {
        compare(RouteSet::addAll, BitSet::or);
        compare(RouteSet::removeAll, BitSet::andNot);
        compare(RouteSet::retainAll, BitSet::and);
    }

    private void compare(BiConsumer<RouteSet, RouteSet> change, BiConsumer<BitSet, BitSet> expected) {
        for (int i = 0; i < 300; i++) {
            BitSet one = some();
            BitSet other = some();
            RouteSet changed = of(one);
            RouteSet others = of(other);
            BitSet both = (BitSet) one.clone();
            both.and(other);
            BitSet only = (BitSet) one.clone();
            only.andNot(other);
            assertThat(changed.firstIn(others)).isEqualTo(orNone(both.nextSetBit(0)));
            for (int from = 0; from <= RouteSet.NONE; from++) {
                assertThat(changed.nextBeside(others, from)).isEqualTo(orNone(only.nextSetBit(from)));
            }
            change.accept(changed, others);
            expected.accept(one, other);
            for (int from = 0; from <= RouteSet.NONE; from++) {
                assertThat(changed.next(from)).isEqualTo(orNone(one.nextSetBit(from)));
            }
            assertThat(changed.isEmpty()).isEqualTo(one.isEmpty());
        }
    }

    /** Of none, few or many routes, in one half or both. */
    private BitSet some() {
        BitSet some = new BitSet();
        int least = random.nextBoolean() ? 0 : Long.SIZE;
        int most = random.nextBoolean() ? RouteSet.NONE : Long.SIZE + 1;
        int count = random.nextInt(4) * random.nextInt(20);
        for (int i = 0; i < count; i++) {
            some.set(random.nextInt(least, most));
        }
        return some;
    }

    private static RouteSet of(BitSet members) {
        RouteSet set = new RouteSet();
        members.stream().forEach(set::add);
        return set;
    }

    private static int orNone(int next) {
        return next < 0 ? RouteSet.NONE : next;
    }
}
