package dev.portmux.routes;

import java.util.List;
import java.util.regex.Pattern;

/** Checks lists of short texts. */
final class Texts {
    private static final int MOST = 64;

    private Texts() {}

    /** @throws IllegalArgumentException naming the field, its index and the value */
    static List<String> checked(String field, List<String> values, String pattern, String expected) {
        if (values.size() > MOST) {
            throw new IllegalArgumentException(
                    field + ": " + values.size() + " values (expected: at most " + MOST + ")");
        }
        Pattern allowed = Pattern.compile(pattern, Pattern.DOTALL);
        for (int i = 0; i < values.size(); i++) {
            if (!allowed.matcher(values.get(i)).matches()) {
                throw new IllegalArgumentException(
                        field + "[" + i + "]: \"" + values.get(i) + "\" (expected: " + expected + ")");
            }
        }
        return List.copyOf(values);
    }
}
