package dev.portmux.cli.imports.source;

import java.util.List;

/**
 * One rule of the source: a connection for which everything holds goes to the backend.
 *
 * @param line of the source
 */
public record Rule(int line, String backend, List<Criterion> criteria) {

    /** The rule without conditions. */
    public static Rule everything(int line, String backend) {
        return new Rule(line, backend, List.of(new Criterion.Always()));
    }

    public boolean takesEverything() {
        return criteria.stream().allMatch(Criterion.Always.class::isInstance);
    }

    /** Whether it says the same on another line. */
    public boolean sameAs(Rule other) {
        return backend.equals(other.backend) && criteria.equals(other.criteria);
    }

    public boolean looksAtContent() {
        return criteria.stream().anyMatch(Criterion::looksAtContent);
    }
}
