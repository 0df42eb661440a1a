package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.crds.MatchSpec;
import dev.portmux.detection.automaton.regex.InvalidRegexException;
import dev.portmux.detection.automaton.regex.RegexParser;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.routes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Translates the criteria of rules into matches. Bytes that stand for a protocol become a match by protocol. */
final class MatchTranslator {
    private final ImportReport report;
    private final List<Rule> rules;
    private final List<Criterion.Payload> taken = new ArrayList<>();

    /** @param rules all of a listener, in their order */
    MatchTranslator(List<Rule> rules, ImportReport report) {
        this.rules = rules;
        this.report = report;
    }

    /** Nothing, with a note, if there is no match for it or no connection could be left for it. */
    Optional<MatchSpec> match(Rule rule) {
        List<Criterion> criteria = new ArrayList<>();
        for (Criterion criterion : rule.criteria()) {
            Optional<Criterion> meant = meaning(rule, criterion);
            if (meant.isEmpty()) {
                return Optional.empty();
            }
            criteria.add(meant.get());
        }
        MatchBuilder combination = new MatchBuilder(criteria);
        Optional<MatchSpec> match = combination.match();
        if (match.isEmpty()) {
            report.notUnderstood(rule.line(), "no route can ask for all of this at once: " + rule.backend());
        }
        return match;
    }

    private Optional<Criterion> meaning(Rule rule, Criterion criterion) {
        return switch (criterion) {
            case Criterion.Payload payload
            when payload.anyOf().isEmpty() -> Optional.empty(); // noted where it was read
            case Criterion.Payload payload when payload.offset() == 0 -> bytes(rule, payload);
            case Criterion.Regex regex when !readable(rule, regex) -> Optional.empty();
            default -> Optional.of(criterion);
        };
    }

    private boolean readable(Rule rule, Criterion.Regex regex) {
        try {
            RegexParser.parse(regex.expression());
            return true;
        } catch (InvalidRegexException e) {
            report.notUnderstood(rule.line(), regex.expression() + ": " + e.getMessage());
            return false;
        }
    }

    private Optional<Criterion> bytes(Rule rule, Criterion.Payload payload) {
        Optional<Criterion.Payload> twin = rule.criteria().size() == 1 ? twin(payload) : Optional.empty();
        if (twin.isEmpty()) {
            return Optional.of(protocol(rule, payload));
        }
        // Only one of two rules with the same bytes was ever reached. The names say what was meant.
        String what =
                payload.origin() + " holds the same bytes as " + twin.get().origin() + " (" + text(payload) + ")";
        Optional<Protocol> named = named(rule, payload);
        if (named.isPresent() && !new ProtocolGuess(payload.anyOf()).protocol().equals(named)) {
            report.wrong(
                    payload.line(),
                    what + "; written as protocol " + named.get().name());
            return named.map(protocol -> new Criterion.Protocol(protocol.name()));
        }
        if (taken.stream().anyMatch(payload::sameBytes)) {
            report.wrong(payload.line(), what + " and was never reached; left out");
            return Optional.empty();
        }
        taken.add(payload);
        return Optional.of(protocol(rule, payload));
    }

    /** The same bytes under another name. */
    private Optional<Criterion.Payload> twin(Criterion.Payload payload) {
        return rules.stream()
                .filter(rule -> rule.criteria().size() == 1)
                .map(rule -> rule.criteria().getFirst())
                .filter(Criterion.Payload.class::isInstance)
                .map(Criterion.Payload.class::cast)
                .filter(other -> !other.equals(payload) && other.sameBytes(payload))
                .findFirst();
    }

    private Criterion protocol(Rule rule, Criterion.Payload payload) {
        ProtocolGuess meaning = new ProtocolGuess(payload.anyOf());
        Optional<Protocol> named = named(rule, payload);
        Optional<Protocol> protocol = named.filter(meaning::canBegin).or(meaning::protocol);
        if (protocol.isEmpty()) {
            return payload;
        }
        String name = protocol.get().name();
        String what = payload.origin() + ": " + count(payload.anyOf().size()) + " written as ";
        if (named.isPresent() && !named.equals(protocol)) {
            report.wrong(
                    payload.line(),
                    payload.origin() + " holds the first bytes of " + name + " (" + text(payload) + ")");
        }
        if (meaning.covers(protocol.get())) {
            report.changed(payload.line(), what + "protocol " + name);
            return new Criterion.Protocol(name);
        }
        List<String> methods = name.equals("http") ? HttpMethods.beginning(payload.anyOf()) : List.of();
        boolean alone = !othersMean(protocol.get(), payload);
        if (!methods.isEmpty() && !(alone && HttpMethods.areTheUsual(methods))) {
            report.changed(payload.line(), what + "http.methods " + String.join(" ", methods));
            return new Criterion.Methods(methods);
        }
        if (!alone) {
            return payload; // bytes that tell kinds of one protocol apart must stay bytes
        }
        report.changed(payload.line(), what + "protocol " + name + ", which accepts more");
        return new Criterion.Protocol(name);
    }

    /** Whether another rule has other bytes of the same protocol. */
    private boolean othersMean(Protocol protocol, Criterion.Payload payload) {
        return payloads()
                .filter(other -> other.offset() == 0 && !other.anyOf().isEmpty() && !other.sameBytes(payload))
                .anyMatch(other -> new ProtocolGuess(other.anyOf()).canBegin(protocol));
    }

    private Stream<Criterion.Payload> payloads() {
        return rules.stream()
                .flatMap(rule -> rule.criteria().stream())
                .filter(Criterion.Payload.class::isInstance)
                .map(Criterion.Payload.class::cast);
    }

    private static Optional<Protocol> named(Rule rule, Criterion.Payload payload) {
        return ProtocolGuess.named(payload.origin()).or(() -> ProtocolGuess.named(rule.backend()));
    }

    private static String text(Criterion.Payload payload) {
        Bytes first = payload.anyOf().getFirst();
        return first.hex() + ", " + first.text();
    }

    private static String count(int strings) {
        return strings == 1 ? "1 byte string" : strings + " byte strings";
    }

    /** Methods of HTTP by their first letters, as rules for first bytes write them. */
    private static final class HttpMethods {
        private static final List<String> KNOWN = List.of(
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "DELETE",
                "CONNECT",
                "OPTIONS",
                "TRACE",
                "PATCH",
                "PROPFIND",
                "PROPPATCH",
                "MKCOL",
                "COPY",
                "MOVE",
                "LOCK",
                "UNLOCK",
                "REPORT",
                "SEARCH");

        private HttpMethods() {}

        /** Every method that begins with one of these; none if one of these begins no method. */
        static List<String> beginning(List<Bytes> beginnings) {
            List<String> methods = new ArrayList<>();
            for (Bytes bytes : beginnings) {
                String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
                List<String> begun = KNOWN.stream()
                        .filter(method -> (method + " ").startsWith(text))
                        .toList();
                if (begun.isEmpty()) {
                    return List.of();
                }
                methods.addAll(begun);
            }
            return methods.stream().distinct().toList();
        }

        /** Whether somebody who lists these means all of HTTP. */
        static boolean areTheUsual(List<String> methods) {
            return methods.contains("GET") && methods.contains("POST");
        }
    }
}
