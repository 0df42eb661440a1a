package dev.portmux.cli.imports.haproxy;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of an HAProxy configuration, in words. Quotes, backslashes and comments are as in HAProxy's "Quoting and
 * escaping" (configuration manual, section 2.2); environment variables are left as they are written.
 *
 * @param number from 1
 * @param words  at least one
 */
record HaproxyLine(int number, List<String> words) {

    /** The lines that say something. */
    static List<HaproxyLine> read(List<String> text) {
        List<HaproxyLine> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            List<String> words = words(text.get(i));
            if (!words.isEmpty()) {
                lines.add(new HaproxyLine(i + 1, words));
            }
        }
        return lines;
    }

    String keyword() {
        return words.getFirst();
    }

    /** The word at an index, or nothing. */
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    List<String> from(int index) {
        return words.subList(Math.min(index, words.size()), words.size());
    }

    String text() {
        return String.join(" ", words);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false; // a word has begun, if only with an empty quotation
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                open = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (c == '#') {
                break;
            } else if (Character.isWhitespace(c)) {
                open = end(words, word, open);
            } else {
                word.append(c);
                open = true;
            }
        }
        end(words, word, open);
        return words;
    }

    private static boolean end(List<String> words, StringBuilder word, boolean open) {
        if (open) {
            words.add(word.toString());
            word.setLength(0);
        }
        return false;
    }
}
