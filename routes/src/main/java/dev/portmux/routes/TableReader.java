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

    private final JsonReader json;
    private int version;
    private Timing timing = Timing.DEFAULT;
    private List<Route> routes = List.of();

    private TableReader(JsonReader json) {
        this.json = json;
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
                    return false;
                }
            }
            return true;
        });
        json.end();
        if (version != VERSION) {
            throw new InvalidTableException("version: " + version + " (expected: " + VERSION + ")");
        }
        return new RoutingTable(timing, routes);
    }

    private Timing timing() throws IOException {
        Duration[] parts = {Timing.DEFAULT.silence(), Timing.DEFAULT.deadline(), Timing.DEFAULT.hold()};
        json.object(field -> {
            int part = List.of("silenceMs", "deadlineMs", "holdMs").indexOf(field);
            if (part >= 0) {
                parts[part] = Duration.ofMillis(json.integer());
            }
            return part >= 0;
        });
        return checked(() -> new Timing(parts[0], parts[1], parts[2]));
    }

    private Route route() throws IOException {
        var route = new Object() {
            String name = "";
            Optional<Match> match = Optional.empty();
            List<Cidr> from = List.of();
            List<Backend> backends = List.of();
        };
        json.object(field -> {
            switch (field) {
                case "name" -> route.name = json.text();
                case "match" -> route.match = Optional.of(new MatchReader(json).match());
                case "from" -> route.from = json.list(MOST_SOURCES, () -> json.text(Cidr::parse));
                case "backends" -> route.backends = json.list(MOST_BACKENDS, () -> json.text(Backend::parse));
                default -> {
                    return false;
                }
            }
            return true;
        });
        Match match = route.match.orElseThrow(() -> new InvalidTableException(json.path() + ".match: missing"));
        return checked(() -> new Route(route.name, match, route.from, route.backends));
    }

    private <T> T checked(JsonReader.Reading<T> made) throws IOException {
        try {
            return made.read();
        } catch (InvalidTableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidTableException(json.path() + "." + e.getMessage(), e);
        }
    }
}
