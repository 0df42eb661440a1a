package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Elasticsearch and OpenSearch transport. */
@AutoService(Protocol.class)
public final class Elasticsearch implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "elasticsearch";
    }

    @Override
    public String title() {
        return "Elasticsearch and OpenSearch transport";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("opensearch");
    }

    @Override
    public String source() {
        return "Elasticsearch source, TcpHeader";
    }

    @Override
    public String layout() {
        return """
                0   "ES"
                2   u32              length
                6   u64              request id
                14  00..0f           status
                15  u32              version, top byte 00 (08: OpenSearch)
                """;
    }

    @Override
    public String lookAlikes() {
        return "The REST interface is http.";
    }

    @Override
    public Expression envelope() {
        return sequence(text("ES"), u8(0), any(3), any(8), range(0, 15), choice(u8(0), u8(8)), any(3));
    }
}
