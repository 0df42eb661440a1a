package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.hex;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Neo4j (Bolt). */
@AutoService(Protocol.class)
public final class Bolt implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "bolt";
    }

    @Override
    public String title() {
        return "Neo4j (Bolt)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("neo4j");
    }

    @Override
    public String source() {
        return "Bolt protocol documentation, \"Bolt handshake\"";
    }

    @Override
    public String layout() {
        return """
                0   60 60 b0 17      magic; four versions follow
                """;
    }

    @Override
    public String lookAlikes() {
        return "None. Bolt over WebSocket is http.";
    }

    @Override
    public Expression envelope() {
        return hex("6060b017");
    }
}
