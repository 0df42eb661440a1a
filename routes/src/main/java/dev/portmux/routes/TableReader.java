package dev.portmux.routes;

import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the JSON form of a table. */
final class TableReader {
    static final int VERSION = 1;

    /** A ConfigMap holds no more. */
    private static final int LARGEST = 1 << 20;

    private static final int MOST_SOURCES = 64;
    private static final int MOST_BACKENDS = 1024;
    private static final int MOST_GROUPS = 16;

    private final JsonReader json;
    private final PolicyReader policy;
    private int version;
    private Timing timing = Timing.DEFAULT;
    private List<Route> routes = List.of();

    private TableReader(JsonReader json) {
        this.json = json;
        policy = new PolicyReader(json);
    }

    static RoutingTable read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new InvalidTableException(
                    "routing table of " + bytes.length + " bytes (expected: at most " + LARGEST + ")");
        }
        try (JsonReader json = new JsonReader(bytes)) {
            return new TableReader(json).table();
        } catch (StreamReadException e) {
            throw new InvalidTableException(JsonReader.problem(e), e);
        } catch (IOException e) {
            throw new InvalidTableException("not JSON: " + e.getMessage(), e);
        }
    }

    private RoutingTable table() throws IOException {
        json.object(field -> {
            switch (field) {
                case "version" -> version = json.integer();
                case "timing" -> timing = timing();
                case "routes" -> routes = json.list(RoutingTable.MOST_ROUTES, this::route);
                default -> {
                    return policy.read(field);
                }
            }
            return true;
        });
        json.end();
        if (version != VERSION) {
            throw new InvalidTableException("version: " + version + " (expected: " + VERSION + ")");
        }
        return new RoutingTable(timing, policy.policy(), routes);
    }

    private Timing timing() throws IOException {
        Duration[] parts = {Timing.DEFAULT.silence(), Timing.DEFAULT.deadline(), Timing.DEFAULT.hold()};
        boolean[] learn = {false};
        json.object(field -> {
            int part = List.of("silenceMs", "deadlineMs", "holdMs").indexOf(field);
            if (part >= 0) {
                parts[part] = Duration.ofMillis(json.integer());
            } else if (field.equals("learn")) {
                learn[0] = json.truth();
            }
            return part >= 0 || field.equals("learn");
        });
        return json.checked(() -> new Timing(parts[0], parts[1], parts[2], learn[0]));
    }

    private Route route() throws IOException {
        var route = new Object() {
            String name = "";
            Optional<Match> match = Optional.empty();
            boolean silence;
            List<Cidr> from = List.of();
            Balance balance = Balance.ROUND_ROBIN;
            int maxConnections;
            Optional<List<BackendGroup>> groups = Optional.empty();
        };
        json.object(field -> {
            switch (field) {
                case "name" -> route.name = json.text();
                case "match" -> route.match = Optional.of(new MatchReader(json).match());
                case "silence" -> route.silence = json.truth();
                case "from" -> route.from = json.list(MOST_SOURCES, () -> json.text(Cidr::parse));
                case "balance" -> route.balance = PolicyReader.oneOf(json, Balance.values(), Balance::label);
                case "maxConnections" -> route.maxConnections = json.integer();
                case "backends", "groups" -> {
                    if (route.groups.isPresent()) {
                        throw new InvalidTableException(json.path() + ": backends and groups (expected: one of them)");
                    }
                    route.groups = Optional.of(
                            field.equals("groups")
                                    ? json.list(MOST_GROUPS, this::group)
                                    : List.of(BackendGroup.of(backends())));
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
        Match match = route.match.orElseThrow(() -> new InvalidTableException(json.path() + ".match: missing"));
        List<BackendGroup> groups = route.groups.orElse(List.of(BackendGroup.of(List.of())));
        return json.checked(() ->
                new Route(route.name, match, route.silence, route.from, route.balance, route.maxConnections, groups));
    }

    private BackendGroup group() throws IOException {
        var group = new Object() {
            int weight = 1;
            Optional<ProxyProtocol.Version> proxyProtocol = Optional.empty();
            List<Backend> backends = List.of();
        };
        json.object(field -> {
            switch (field) {
                case "weight" -> group.weight = json.integer();
                case "proxyProtocol" ->
                    group.proxyProtocol = Optional.of(
                            PolicyReader.oneOf(json, ProxyProtocol.Version.values(), ProxyProtocol.Version::name));
                case "backends" -> group.backends = backends();
                default -> {
                    return false;
                }
            }
            return true;
        });
        return json.checked(() -> new BackendGroup(group.weight, group.proxyProtocol, group.backends));
    }

    private List<Backend> backends() throws IOException {
        return json.list(MOST_BACKENDS, () -> json.text(Backend::parse));
    }
}
