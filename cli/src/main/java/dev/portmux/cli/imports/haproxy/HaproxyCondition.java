package dev.portmux.cli.imports.haproxy;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition of HAProxy (configuration manual, section 7.2): alternatives of terms that must all hold.
 *
 * @param negated the first word was {@code unless}
 */
record HaproxyCondition(boolean negated, List<List<Term>> alternatives) {

    /**
     * A named test, or one written out between braces.
     *
     * @param words the name alone, or the words of the test
     */
    record Term(boolean negated, boolean anonymous, List<String> words) {
        @Override
        public String toString() {
            String text = String.join(" ", words);
            return (negated ? "!" : "") + (anonymous ? "{ " + text + " }" : text);
        }
    }

    /** @param words from {@code if} or {@code unless} on; none at all always holds */
    static HaproxyCondition read(List<String> words) {
        List<List<Term>> alternatives = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("or") || word.equals("||")) {
                alternatives.add(terms);
                terms = new ArrayList<>();
                continue;
            }
            boolean negated = word.startsWith("!");
            String rest = negated ? word.substring(1) : word;
            if (negated && rest.isEmpty() && i + 1 < words.size()) {
                rest = words.get(++i);
            }
            if (rest.equals("{")) {
                int close = i + words.subList(i, words.size()).indexOf("}");
                close = close < i ? words.size() : close;
                terms.add(new Term(negated, true, List.copyOf(words.subList(i + 1, close))));
                i = close;
            } else {
                terms.add(new Term(negated, false, List.of(rest)));
            }
        }
        alternatives.add(terms);
        return new HaproxyCondition(!words.isEmpty() && words.getFirst().equals("unless"), alternatives);
    }
}
