package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Byte values sorted into classes that some automata cannot tell apart. Classes are numbered in reading order. */
final class ByteClasses {
    /** All byte values, those that people read best first: witnesses and class representatives are chosen in this order. */
    static final int[] READING_ORDER = readingOrder();

    private final byte[] classOf = new byte[256];
    private int count = 1;

    /** How many classes there are, 1 to 256. */
    int count() {
        return count;
    }

    int classOf(int value) {
        return classOf[value] & 0xff;
    }

    byte[] table() {
        return classOf.clone();
    }

    /** Divides the classes by what {@code kind} says of each byte value. */
    void divide(java.util.function.IntUnaryOperator kind) {
        Map<Long, Integer> numbers = new HashMap<>();
        for (int value : READING_ORDER) {
            long key = ((long) classOf(value) << Integer.SIZE) | (kind.applyAsInt(value) & 0xffff_ffffL);
            Integer number = numbers.putIfAbsent(key, numbers.size());
            classOf[value] = (byte) (number == null ? numbers.size() - 1 : number);
        }
        count = numbers.size();
    }

    /** One byte value of each class, the best readable. */
    int[] representatives() {
        int[] values = new int[count];
        for (int i = READING_ORDER.length - 1; i >= 0; i--) {
            values[classOf(READING_ORDER[i])] = READING_ORDER[i];
        }
        return values;
    }

    private static int[] readingOrder() {
        List<Integer> order = new ArrayList<>();
        "/ abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\r\n"
                .chars()
                .forEach(order::add);
        for (int value = '!'; value <= '~'; value++) {
            if (!order.contains(value)) {
                order.add(value);
            }
        }
        for (int value = 0; value < 256; value++) {
            if (!order.contains(value)) {
                order.add(value);
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
