package dev.portmux.cli.learn;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one service teaches, in words and as a route.
 *
 * @param name   for the route
 * @param routes of the file that the new route is for
 * @param file   of these routes, if any
 */
record Lesson(Service service, String name, List<Rival> catalogue, List<Rival> routes, Optional<Path> file) {
    private static final int FEW = 3;

    String text() {
        List<Connection> clientFirst = service.clientFirst();
        List<Connection> serverFirst = service.serverFirst();
        boolean client = clientFirst.size() >= serverFirst.size();
        List<Connection> speaking = client ? clientFirst : serverFirst;
        List<String> lines = new ArrayList<>();
        lines.add(head(speaking, client ? "client" : "server"));
        if (!speaking.isEmpty()) {
            lines.addAll(client ? clientFirst(speaking) : serverFirst(speaking));
        }
        return String.join("\n", lines) + "\n";
    }

    private String head(List<Connection> speaking, String who) {
        int all = service.connections().size();
        String head = all + (all == 1 ? " connection to " : " connections to ") + service.name();
        if (speaking.isEmpty()) {
            return head + ", nobody says anything";
        }
        String part = speaking.size() == all ? "" : " in " + speaking.size() + " of them";
        return head + ", the " + who + " speaks first" + part + " after " + millis(Service.median(speaking))
                + " (median)";
    }

    private List<String> clientFirst(List<Connection> connections) {
        List<byte[]> flights = connections.stream().map(Connection::firstFlight).toList();
        List<String> lines = new ArrayList<>();
        lines.add("catalogue: " + verdicts(catalogue, flights));
        file.ifPresent(path -> lines.add(path.getFileName() + ": " + verdicts(routes, flights)));
        Optional<Rival> known = catalogue.stream()
                .filter(rival -> !rival.weak() && flights.stream().allMatch(rival::accepts))
                .findFirst();
        if (known.isPresent()) {
            lines.addAll(yaml("{protocol: " + known.get().name() + "}", ""));
            return lines;
        }
        Pattern pattern = Pattern.of(flights);
        lines.add("always the same: " + pattern.text());
        if (connections.size() < FEW) {
            lines.add("in so few connections much is the same by chance: capture more, from several clients");
        }
        List<Rival> rivals = Stream.concat(catalogue.stream().filter(rival -> !rival.weak()), routes.stream())
                .toList();
        Signature.of(pattern, rivals).ifPresent(signature -> lines.addAll(proposal(signature)));
        return lines;
    }

    private static String verdicts(List<Rival> rivals, List<byte[]> flights) {
        String verdicts = rivals.stream()
                .map(rival ->
                        verdict(rival, flights.stream().filter(rival::accepts).count(), flights.size()))
                .filter(verdict -> !verdict.isEmpty())
                .collect(Collectors.joining(", "));
        return verdicts.isEmpty() ? "nothing matches" : verdicts;
    }

    private static String verdict(Rival rival, long yes, int all) {
        return yes == 0
                ? ""
                : rival.name() + (rival.weak() ? " (weak)" : "") + (yes == all ? "" : " in " + yes + " of " + all);
    }

    private List<String> proposal(Signature signature) {
        List<String> lines = new ArrayList<>();
        Bytes shortest = signature.shortest().anyOf().getFirst();
        if (signature.confused().isEmpty()) {
            lines.add("shortest signature apart from the catalogue"
                    + file.map(path -> " and the routes of " + path.getFileName())
                            .orElse("") + ":  " + bytes(shortest.length()) + at(signature.shortest())
                    + ", " + spaced(shortest) + masked(signature.shortest()));
        } else {
            lines.add("no signature is apart from: "
                    + signature.confused().stream().map(Rival::name).collect(Collectors.joining(", "))
                    + "; put this route last, or give it a from");
        }
        int more = signature.proposed().anyOf().getFirst().length() - shortest.length();
        String comment = more == 0
                ? ""
                : "   # " + bytes(shortest.length() + more) + ": " + more + " more than needed, to be safe";
        lines.addAll(yaml("{payload: [" + entry(signature.proposed()) + "]}", comment));
        return lines;
    }

    private List<String> serverFirst(List<Connection> connections) {
        List<byte[]> greetings =
                connections.stream().map(Connection::firstFlight).toList();
        Pattern pattern = Pattern.of(greetings);
        Bytes begin = pattern.begin();
        String names = Catalogue.all().stream()
                .filter(Protocol.ServerFirst.class::isInstance)
                .map(Protocol::name)
                .collect(Collectors.joining(" "));
        List<String> lines = new ArrayList<>();
        lines.add(
                begin.length() == 0
                        ? "its greetings begin differently"
                        : "its greeting begins " + spaced(begin) + "  " + begin.text());
        lines.add("such clients are known by their silence; any of these names stands for it: " + names);
        lines.addAll(
                yaml("{protocol: " + Greeting.protocol(greetings.getFirst()).orElse("mysql") + "}", ""));
        return lines;
    }

    private List<String> yaml(String match, String comment) {
        return List.of(
                "  - name: " + name,
                "    match: " + match + comment,
                "    backendRef: {name: " + name + ", port: "
                        + service.address().getPort() + "}");
    }

    private static String entry(Match.Entry entry) {
        String mask = entry.mask().map(bits -> ", mask: \"" + bits.hex() + "\"").orElse("");
        return "{offset: " + entry.offset() + ", hex: [\""
                + entry.anyOf().getFirst().hex() + "\"]" + mask + "}";
    }

    private static String bytes(int count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }

    private static String at(Match.Entry entry) {
        return entry.offset() == 0 ? "" : " at offset " + entry.offset();
    }

    private static String spaced(Bytes bytes) {
        return bytes.hex().replaceAll("(..)(?=.)", "$1 ");
    }

    private static String masked(Match.Entry entry) {
        return entry.mask().map(mask -> " under the mask " + spaced(mask)).orElse("");
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
