package dev.portmux.detection.decide;

import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.automaton.TooComplexException;
import dev.portmux.detection.automaton.regex.RegexParser;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.detail.DetailMatcher;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the routes of one table ready; they share a budget for what has to be compiled. */
public final class Preparation {
    private static final Gate NOTHING = Gate.exactly(ByteAutomaton.of(new Expression.Choice(List.of())));

    private final Budget budget = Budget.usual(10);

    static List<PreparedRoute> all(RoutingTable table) {
        Preparation preparation = new Preparation();
        List<PreparedRoute> prepared = new ArrayList<>();
        for (Route route : table.routes()) {
            try {
                prepared.add(preparation.of(route));
            } catch (IllegalArgumentException e) {
                throw new InvalidTableException("routes[" + prepared.size() + "].match." + e.getMessage(), e);
            }
        }
        return List.copyOf(prepared);
    }

    /**
     * Makes a route ready.
     *
     * @throws IllegalArgumentException if its match cannot be, beginning with the field below {@code match}
     */
    public PreparedRoute of(Route route) {
        return switch (route.match()) {
            case Match.Any() -> waiting(route, PreparedRoute.Kind.CATCH_ALL);
            case Match.Protocol(String name) -> protocol(route, known(name));
            case Match.Payload(List<Match.Entry> entries) -> bytes(route, Gate.exactly(payload(entries)));
            case Match.Regex(String regex) -> bytes(route, Gate.exactly(regex(regex)));
            case Match.Http http -> {
                checkMethods(http.methods());
                yield protocol(route, known("http"));
            }
            case Match.Tls tls -> protocol(route, known("tls"));
            case Match.Postgresql postgresql -> protocol(route, known("postgresql"));
            case Match.Grpc() -> protocol(route, known("http2"));
        };
    }

    /**
     * Makes a match ready that is asked for by itself, without a route.
     *
     * @throws IllegalArgumentException as {@link #of(Route)}
     */
    public static PreparedRoute of(Match match) {
        return new Preparation().of(new Route(match.label(), match, List.of(), List.of()));
    }

    private static void checkMethods(Set<String> methods) {
        Gate http = Catalogue.gate((Protocol.ClientFirst) Catalogue.get("http"));
        for (String method : methods) {
            String authorityForm = method + " a HTTP/1.";
            if (Stream.of(method + " /", authorityForm)
                    .noneMatch(
                            text -> http.look(ByteBuffer.wrap(Bytes.ofText(text).toArray())) == Verdict.YES)) {
                throw new IllegalArgumentException("http.methods: \"" + method
                        + "\" (expected: a method of the IANA registry or one in common use; for others use regex)");
            }
        }
    }

    private static Protocol known(String name) {
        try {
            return Catalogue.get(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("protocol: " + e.getMessage(), e);
        }
    }

    private static PreparedRoute waiting(Route route, PreparedRoute.Kind kind) {
        return new PreparedRoute(route, kind, NOTHING, Optional.empty());
    }

    private static PreparedRoute protocol(Route route, Protocol protocol) {
        return switch (protocol) {
            case Protocol.ServerFirst silent -> waiting(route, PreparedRoute.Kind.SILENCE);
            case Protocol.ClientFirst speaking -> bytes(route, Catalogue.gate(speaking));
        };
    }

    private static PreparedRoute bytes(Route route, Gate gate) {
        return new PreparedRoute(route, PreparedRoute.Kind.BYTES, gate, DetailMatcher.of(Map.of(0, route.match())));
    }

    private ByteAutomaton payload(List<Match.Entry> entries) {
        try {
            return PayloadAutomaton.of(entries, budget);
        } catch (TooComplexException e) {
            throw new IllegalArgumentException("payload: " + e.getMessage(), e);
        }
    }

    private ByteAutomaton regex(String regex) {
        try {
            return ByteAutomaton.of(RegexParser.parse(regex), budget);
        } catch (IllegalArgumentException | TooComplexException e) {
            throw new IllegalArgumentException("regex: " + e.getMessage(), e);
        }
    }
}
