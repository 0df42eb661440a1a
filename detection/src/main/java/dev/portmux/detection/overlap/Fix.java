package dev.portmux.detection.overlap;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What to do about a route that cannot be chosen. */
final class Fix {

    private Fix() {}

    static String unreachable(PreparedRoute later, List<PreparedRoute> blocking, Optional<Bytes> example) {
        for (PreparedRoute rival : blocking) {
            Optional<String> misnamed = example.flatMap(bytes -> misnamed(rival, bytes));
            if (misnamed.isPresent()) {
                return misnamed.get();
            }
        }
        return blocking.size() == 1
                        && !later.route()
                                .match()
                                .equals(blocking.getFirst().route().match())
                ? "put " + Wording.quoted(later) + " before " + Wording.quoted(blocking.getFirst())
                : "remove " + Wording.quoted(later) + ", or let it match something else";
    }

    /** A payload that is called like a protocol, but whose bytes are not that protocol's. */
    private static Optional<String> misnamed(PreparedRoute rival, Bytes bytes) {
        if (!(rival.route().match() instanceof Match.Payload)) {
            return Optional.empty();
        }
        return Catalogue.find(rival.route().name())
                .filter(Protocol.ClientFirst.class::isInstance)
                .map(Protocol.ClientFirst.class::cast)
                .filter(protocol -> Catalogue.look(protocol, ByteBuffer.wrap(bytes.toArray())) == Verdict.NO)
                .map(protocol -> Wording.quoted(rival) + " has bytes that " + protocol.name() + " never begins with"
                        + begins(protocol) + "; use match: {protocol: " + protocol.name() + "}");
    }

    private static String begins(Protocol.ClientFirst protocol) {
        List<Bytes> first = Catalogue.firstBytes(protocol);
        return first.size() == 1
                ? " (it begins with hex " + first.getFirst().hex() + ", "
                        + first.getFirst().text() + ")"
                : "";
    }
}
