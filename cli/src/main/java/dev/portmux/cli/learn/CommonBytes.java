package dev.portmux.cli.learn;

import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What several first flights have in common, byte by byte, up to the length of the shortest.
 *
 * @param places by offset, the values at that offset
 */
public record CommonBytes(List<SortedSet<Integer>> places) {
    /** Offsets that are looked at: most first messages are shorter. */
    private static final int REACH = 64;

    private static final int FEW = 3;
    private static final int SHOWN = 16;

    public static CommonBytes of(List<byte[]> flights) {
        int length = flights.stream().mapToInt(flight -> flight.length).min().orElse(0);
        List<SortedSet<Integer>> places = new ArrayList<>();
        for (int i = 0; i < Math.min(length, REACH); i++) {
            SortedSet<Integer> values = new TreeSet<>();
            for (byte[] flight : flights) {
                values.add(flight[i] & 0xff);
            }
            places.add(values);
        }
        return new CommonBytes(places);
    }

    int length() {
        return places.size();
    }

    /** The bits that are the same everywhere. */
    int mask(int offset) {
        int ones = 0xff;
        int any = 0;
        for (int value : places.get(offset)) {
            ones &= value;
            any |= value;
        }
        return ~(ones ^ any) & 0xff;
    }

    boolean isConstant(int offset) {
        return places.get(offset).size() == 1;
    }

    /** How many bytes from an offset on are the same everywhere. */
    int run(int offset) {
        int end = offset;
        while (end < length() && isConstant(end)) {
            end++;
        }
        return end - offset;
    }

    /** The constant bytes at the beginning, at most 16. */
    Bytes begin() {
        byte[] bytes = new byte[Math.min(run(0), SHOWN)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) places.get(i).first();
        }
        return Bytes.of(bytes);
    }

    /** The bytes from an offset on as one entry of a payload, with a mask if some bits may differ. */
    Match.Entry entry(int offset, int length) {
        byte[] bytes = new byte[length];
        byte[] mask = new byte[length];
        boolean masked = false;
        for (int i = 0; i < length; i++) {
            int bits = mask(offset + i);
            mask[i] = (byte) bits;
            bytes[i] = (byte) (places.get(offset + i).first() & bits);
            masked |= bits != 0xff;
        }
        return new Match.Entry(
                offset, List.of(Bytes.of(bytes)), masked ? Optional.of(Bytes.of(mask)) : Optional.empty());
    }

    /** {@code bytes 0-3 fe ed 00 01, byte 6 in {01, 02}}. */
    public String text() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < length(); i++) {
            int run = run(i);
            if (run > 0) {
                parts.add(constants(i, run));
                i += run - 1;
            } else if (places.get(i).size() <= FEW) {
                parts.add("byte " + i + " in {"
                        + String.join(
                                ", ",
                                places.get(i).stream().map(CommonBytes::hex).toList()) + "}");
            }
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private String constants(int offset, int run) {
        List<String> values = places.subList(offset, offset + run).stream()
                .limit(SHOWN)
                .map(place -> hex(place.first()))
                .toList();
        String where = run == 1 ? "byte " + offset : "bytes " + offset + "-" + (offset + run - 1);
        return where + " " + String.join(" ", values) + (run > SHOWN ? " ..." : "");
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }
}
