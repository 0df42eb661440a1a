package dev.portmux.cli.imports;

import java.util.List;

/**
 * One rule of the source: a connection for which everything holds goes to the backend.
 *
 * @param line of the source
 */
record Rule(int line, String backend, List<Criterion> criteria) {

    /** The rule without conditions. */
    static Rule everything(int line, String backend) {
        return new Rule(line, backend, List.of(new Criterion.Always()));
    }

    boolean takesEverything() {
        return criteria.stream().allMatch(Criterion.Always.class::isInstance);
    }

    /** Whether it says the same on another line. */
    boolean sameAs(Rule other) {
        return backend.equals(other.backend) && criteria.equals(other.criteria);
    }

    boolean looksAtContent() {
        return criteria.stream().anyMatch(Criterion::looksAtContent);
    }
}
