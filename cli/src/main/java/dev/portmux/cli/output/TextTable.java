package dev.portmux.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for a terminal. Cells may come from a cluster: control characters in them are replaced.
 *
 * <p>Picocli's table does not fit: it aligns no numbers on the right, wants widths in advance, and reads markup in cells.
 */
public final class TextTable {
    private static final String GAP = "   ";
    private static final int WIDEST = 40;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right;

    /**
     * An empty table.
     *
     * @param titles of the columns; a column whose title begins with {@code >} is aligned on the right
     */
    public TextTable(String... titles) {
        right = List.of(titles).stream().map(title -> title.startsWith(">")).toList();
        row(List.of(titles).stream().map(title -> title.replaceFirst("^>", "")).toList());
    }

    public void row(List<String> cells) {
        rows.add(cells.stream().map(TextTable::cell).toList());
    }

    public void print(PrintWriter out) {
        var widths = IntStream.range(0, right.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (var row : rows) {
            out.println(IntStream.range(0, widths.length)
                    .mapToObj(column -> padded(row.get(column), widths[column], right.get(column)))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing());
        }
    }

    private static String padded(String text, int width, boolean right) {
        var space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }

    private static String cell(String text) {
        var plain = plain(text);
        return plain.length() <= WIDEST ? plain : plain.substring(0, WIDEST - 3) + "...";
    }

    /** The text with a question mark for each control character. */
    public static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }
}
