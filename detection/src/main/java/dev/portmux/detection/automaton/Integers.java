package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.List;

/**
 * Unsigned integers of a fixed width within bounds, as an expression.
 *
 * <p>The interval is cut into boxes, each a range for every byte: for 0x0102 to 0x0304 these are 01 with 02..ff, 02 with
 * 00..ff and 03 with 00..04. There are at most two for each byte and one more.
 */
final class Integers {
    private final boolean littleEndian;
    private final List<Expression> boxes = new ArrayList<>();

    private Integers(boolean littleEndian) {
        this.littleEndian = littleEndian;
    }

    static Expression between(int width, long low, long high, boolean littleEndian) {
        if (low < 0 || low > high || high >= 1L << (8 * width)) {
            throw new IllegalArgumentException(
                    "integers from " + low + " to " + high + " (expected: bounds that fit into " + width + " bytes)");
        }
        Integers integers = new Integers(littleEndian);
        integers.cut(List.of(), width, low, high);
        return new Expression.Choice(integers.boxes);
    }

    private void cut(List<Expression> head, int width, long low, long high) {
        if (width == 0) {
            boxes.add(new Expression.Sequence(littleEndian ? head.reversed() : head));
            return;
        }
        int shift = 8 * (width - 1);
        long rest = (1L << shift) - 1;
        int first = (int) (low >> shift);
        int last = (int) (high >> shift);
        if (first == last) {
            cut(with(head, first, first), width - 1, low & rest, high & rest);
            return;
        }
        if ((low & rest) != 0) {
            cut(with(head, first, first), width - 1, low & rest, rest);
            first++;
        }
        if ((high & rest) != rest) {
            cut(with(head, last, last), width - 1, 0, high & rest);
            last--;
        }
        if (first <= last) {
            cut(with(head, first, last), width - 1, 0, rest);
        }
    }

    private static List<Expression> with(List<Expression> head, int low, int high) {
        List<Expression> longer = new ArrayList<>(head);
        longer.add(Expressions.range(low, high));
        return longer;
    }
}
