package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Merges neighbouring rules for one backend that differ in one list of names. */
final class RuleMerger {
    private RuleMerger() {}

    static List<Rule> of(List<Rule> rules) {
        List<Rule> merged = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<Rule> joined = merged.isEmpty() ? Optional.empty() : join(merged.getLast(), rule);
            joined.ifPresent(any -> merged.removeLast());
            merged.add(joined.orElse(rule));
        }
        return merged;
    }

    private static Optional<Rule> join(Rule first, Rule second) {
        if (!first.backend().equals(second.backend())
                || first.criteria().size() != second.criteria().size()) {
            return Optional.empty();
        }
        List<Criterion> criteria = new ArrayList<>();
        int differences = 0;
        for (int i = 0; i < first.criteria().size(); i++) {
            Criterion one = first.criteria().get(i);
            Criterion other = second.criteria().get(i);
            differences += one.equals(other) ? 0 : 1;
            Optional<Criterion> both = one.equals(other) ? Optional.of(one) : join(one, other);
            both.ifPresent(criteria::add);
        }
        return differences == 1 && criteria.size() == first.criteria().size()
                ? Optional.of(new Rule(first.line(), first.backend(), criteria))
                : Optional.empty();
    }

    private static Optional<Criterion> join(Criterion one, Criterion other) {
        if (one instanceof Criterion.ServerNames names && other instanceof Criterion.ServerNames more) {
            return Optional.of(new Criterion.ServerNames(both(names.names(), more.names())));
        }
        if (one instanceof Criterion.Alpn names && other instanceof Criterion.Alpn more) {
            return Optional.of(new Criterion.Alpn(both(names.names(), more.names())));
        }
        if (one instanceof Criterion.Source ranges && other instanceof Criterion.Source more) {
            return Optional.of(new Criterion.Source(both(ranges.ranges(), more.ranges())));
        }
        return Optional.empty();
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
