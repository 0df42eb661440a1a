package dev.portmux.cli.imports.haproxy;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.imports.source.ServerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code frontend} or {@code listen} section in TCP mode. */
final class HaproxyFrontend {
    private final HaproxySection section;
    private final ImportReport report;
    private final HaproxyAcl tests;
    private final HaproxyInspection inspection;
    private final Map<String, List<Criterion>> acls = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private Optional<Rule> fallback = Optional.empty();
    private int port;

    /** Of the values of the ACLs in one rule, each of which becomes a route. */
    private static final int MOST_COMBINATIONS = 1_000;

    private HaproxyFrontend(HaproxySection section, ImportReport report) {
        this.section = section;
        this.report = report;
        this.tests = new HaproxyAcl(report);
        this.inspection = new HaproxyInspection(report);
    }

    static ImportedConfiguration.Listener read(HaproxySection section, ImportReport report) {
        return new HaproxyFrontend(section, report).read();
    }

    private ImportedConfiguration.Listener read() {
        section.lines().stream().filter(line -> line.keyword().equals("acl")).forEach(this::acl);
        section.lines().forEach(this::line);
        if (section.kind().equals("listen") && fallback.isEmpty()) {
            section.lines().stream()
                    .filter(line -> line.keyword().equals("server"))
                    .findFirst()
                    .ifPresent(line -> fallback(line.number(), section.name()));
        }
        fallback.ifPresent(rules::add);
        inspection.judge(rules, fallback.map(Rule::backend));
        if (port == 0 && !section.lines().isEmpty()) {
            report.notUnderstood(
                    section.lines().getFirst().number(), section.name() + " binds no TCP port (set spec.port)");
        }
        return new ImportedConfiguration.Listener(section.name(), port, inspection.timeout(), rules);
    }

    private void acl(HaproxyLine line) {
        tests.read(line.number(), "acl " + line.word(1), line.from(2))
                .ifPresentOrElse(
                        criterion -> acls.computeIfAbsent(line.word(1), name -> new ArrayList<>())
                                .add(criterion),
                        () -> report.notUnderstood(line.number(), line.text()));
    }

    private void line(HaproxyLine line) {
        switch (line.keyword()) {
            case "bind" -> bind(line);
            case "use_backend" -> useBackend(line);
            case "default_backend" -> fallback(line.number(), line.word(1));
            case "tcp-request" -> {
                if (!inspection.read(line)) {
                    report.notUnderstood(line.number(), line.text());
                }
            }
            case "http-request", "use-server", "tcp-response" -> report.notUnderstood(line.number(), line.text());
            default -> {} // logging, timeouts, limits: nothing that says where a connection goes
        }
    }

    private void bind(HaproxyLine line) {
        Optional<ServerAddress> address = ServerAddress.of(line.word(1));
        if (address.isEmpty() || port != 0) {
            report.notUnderstood(line.number(), line.text() + " (a PortMux has one TCP port)");
            return;
        }
        port = address.get().port();
        if (line.words().contains("ssl")) {
            report.notUnderstood(line.number(), "ssl: a PortMux hands TLS on, the backend must end it");
        }
        if (line.words().contains("accept-proxy")) {
            report.notUnderstood(line.number(), "accept-proxy");
        }
    }

    private void fallback(int line, String backend) {
        fallback = Optional.of(Rule.everything(line, backend));
    }

    private void useBackend(HaproxyLine line) {
        HaproxyCondition condition = HaproxyCondition.read(line.from(2));
        if (line.word(1).contains("%[")) {
            report.notUnderstood(line.number(), line.text() + " (write one route for each entry of the map)");
            return;
        }
        if (condition.negated()) {
            report.notUnderstood(line.number(), line.text() + " (put the opposite before it instead)");
            return;
        }
        for (List<HaproxyCondition.Term> terms : condition.alternatives()) {
            List<List<Criterion>> combinations = List.of(List.of());
            for (HaproxyCondition.Term term : terms) {
                Optional<List<Criterion>> criteria = criteria(line, term);
                if (criteria.isEmpty()) {
                    String why = term.negated() ? " (put the opposite before it instead)" : "";
                    report.notUnderstood(line.number(), line.text() + ": " + term + why);
                    return;
                }
                if ((long) combinations.size() * criteria.get().size() > MOST_COMBINATIONS) {
                    report.notUnderstood(line.number(), line.text() + " (too many combinations of conditions)");
                    return;
                }
                combinations = product(combinations, criteria.get());
            }
            combinations.forEach(criteria -> rules.add(new Rule(line.number(), line.word(1), criteria)));
        }
    }

    /** The criteria of which a term needs one; empty if the term is not understood. */
    private Optional<List<Criterion>> criteria(HaproxyLine line, HaproxyCondition.Term term) {
        if (term.negated() || term.words().isEmpty()) {
            return Optional.empty();
        }
        String name = term.words().getFirst();
        if (!term.anonymous() && isDeclared(name)) {
            return Optional.ofNullable(acls.get(name));
        }
        return tests.read(line.number(), "the test", term.words()).map(List::of);
    }

    private boolean isDeclared(String name) {
        return section.lines().stream()
                .anyMatch(line -> line.keyword().equals("acl") && line.word(1).equals(name));
    }

    private static List<List<Criterion>> product(List<List<Criterion>> left, List<Criterion> right) {
        List<List<Criterion>> product = new ArrayList<>();
        for (List<Criterion> criteria : left) {
            for (Criterion criterion : right) {
                List<Criterion> longer = new ArrayList<>(criteria);
                longer.add(criterion);
                product.add(longer);
            }
        }
        return product;
    }
}
