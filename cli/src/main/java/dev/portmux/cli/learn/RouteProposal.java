package dev.portmux.cli.learn;

import dev.portmux.cli.capture.CapturedConnection;
import dev.portmux.cli.capture.CapturedServer;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the connections to one server have in common, in words and as a route.
 *
 * @param name   of the route
 * @param routes that the new route must be apart from
 * @param file   with these routes; empty if there is none
 */
record RouteProposal(
        CapturedServer server, String name, List<KnownMatch> catalogue, List<KnownMatch> routes, Optional<Path> file) {
    private static final int FEW = 3;

    String text() {
        List<CapturedConnection> clientFirst = server.clientFirst();
        List<CapturedConnection> serverFirst = server.serverFirst();
        boolean client = clientFirst.size() >= serverFirst.size();
        List<CapturedConnection> speaking = client ? clientFirst : serverFirst;
        List<String> lines = new ArrayList<>();
        lines.add(head(speaking, client ? "client" : "server"));
        if (!speaking.isEmpty()) {
            lines.addAll(client ? clientFirst(speaking) : serverFirst(speaking));
        }
        return String.join("\n", lines) + "\n";
    }

    private String head(List<CapturedConnection> speaking, String who) {
        int all = server.connections().size();
        String head = all + (all == 1 ? " connection to " : " connections to ") + server.name();
        if (speaking.isEmpty()) {
            return head + ", nobody says anything";
        }
        String part = speaking.size() == all ? "" : " in " + speaking.size() + " of them";
        return head + ", the " + who + " speaks first" + part + " after " + millis(CapturedServer.median(speaking))
                + " (median)";
    }

    private List<String> clientFirst(List<CapturedConnection> connections) {
        List<byte[]> flights =
                connections.stream().map(CapturedConnection::firstFlight).toList();
        List<String> lines = new ArrayList<>();
        lines.add("catalogue: " + verdicts(catalogue, flights));
        file.ifPresent(path -> lines.add(path.getFileName() + ": " + verdicts(routes, flights)));
        Optional<KnownMatch> known = catalogue.stream()
                .filter(other -> !other.weak() && flights.stream().allMatch(other::accepts))
                .findFirst();
        if (known.isPresent()) {
            lines.addAll(yaml("{protocol: " + known.get().name() + "}", ""));
            return lines;
        }
        CommonBytes pattern = CommonBytes.of(flights);
        lines.add("always the same: " + pattern.text());
        if (connections.size() < FEW) {
            lines.add("few connections: some bytes may be equal by chance; capture more, from several clients");
        }
        List<KnownMatch> others = Stream.concat(catalogue.stream().filter(other -> !other.weak()), routes.stream())
                .toList();
        Signature.of(pattern, others).ifPresent(signature -> lines.addAll(proposal(signature)));
        return lines;
    }

    private static String verdicts(List<KnownMatch> others, List<byte[]> flights) {
        String verdicts = others.stream()
                .map(other ->
                        verdict(other, flights.stream().filter(other::accepts).count(), flights.size()))
                .filter(verdict -> !verdict.isEmpty())
                .collect(Collectors.joining(", "));
        return verdicts.isEmpty() ? "nothing matches" : verdicts;
    }

    private static String verdict(KnownMatch other, long yes, int all) {
        return yes == 0
                ? ""
                : other.name() + (other.weak() ? " (weak)" : "") + (yes == all ? "" : " in " + yes + " of " + all);
    }

    private List<String> proposal(Signature signature) {
        List<String> lines = new ArrayList<>();
        Bytes shortest = signature.shortest().anyOf().getFirst();
        if (signature.confused().isEmpty()) {
            lines.add("shortest signature distinct from the catalogue"
                    + file.map(path -> " and the routes of " + path.getFileName())
                            .orElse("") + ":  " + bytes(shortest.length()) + at(signature.shortest())
                    + ", " + spaced(shortest) + masked(signature.shortest()));
        } else {
            lines.add("no signature is distinct from: "
                    + signature.confused().stream().map(KnownMatch::name).collect(Collectors.joining(", "))
                    + "; put this route last, or give it a from");
        }
        int more = signature.proposed().anyOf().getFirst().length() - shortest.length();
        String comment = more == 0
                ? ""
                : "   # " + bytes(shortest.length() + more) + ": " + more + " more than needed, to be safe";
        lines.addAll(yaml("{payload: [" + entry(signature.proposed()) + "]}", comment));
        return lines;
    }

    private List<String> serverFirst(List<CapturedConnection> connections) {
        List<byte[]> greetings =
                connections.stream().map(CapturedConnection::firstFlight).toList();
        CommonBytes pattern = CommonBytes.of(greetings);
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
        lines.add(
                "clients of such servers are recognised by their silence; any of these protocols selects it: " + names);
        lines.addAll(
                yaml("{protocol: " + Greeting.protocol(greetings.getFirst()).orElse("mysql") + "}", ""));
        return lines;
    }

    private List<String> yaml(String match, String comment) {
        return List.of(
                "  - name: " + name,
                "    match: " + match + comment,
                "    backendRef: {name: " + name + ", port: " + server.address().getPort() + "}");
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

    /** The greetings of servers that speak first: RFC 959, 5321, 1939, 9051, 3977, 6143; MySQL's HandshakeV10; NATS. */
    private static final class Greeting {
        private Greeting() {}

        /** The protocol with this greeting. */
        static Optional<String> protocol(byte[] greeting) {
            String text = new String(greeting, StandardCharsets.ISO_8859_1);
            if (greeting.length > 4 && greeting[3] == 0 && greeting[4] == 10) {
                return Optional.of("mysql");
            }
            if (text.startsWith("220")) {
                return Optional.of(text.toUpperCase(Locale.ROOT).contains("SMTP") ? "smtp" : "ftp");
            }
            if (text.startsWith("RFB ")) {
                return Optional.of("vnc");
            }
            if (text.startsWith("INFO {")) {
                return Optional.of("nats");
            }
            if (text.startsWith("+OK")) {
                return Optional.of("pop3");
            }
            if (text.startsWith("* ")) {
                return Optional.of("imap");
            }
            return text.startsWith("200 ") || text.startsWith("201 ") ? Optional.of("nntp") : Optional.empty();
        }
    }
}
