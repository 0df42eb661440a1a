package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** OpenWire (ActiveMQ). */
@AutoService(Protocol.class)
public final class Openwire implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "openwire";
    }

    @Override
    public String title() {
        return "OpenWire (ActiveMQ)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("activemq");
    }

    @Override
    public String source() {
        return "ActiveMQ documentation, OpenWire version 2 specification";
    }

    @Override
    public String layout() {
        return """
                0   u32              size
                4   01               WIREFORMAT_INFO
                5   "ActiveMQ"
                """;
    }

    @Override
    public Expression envelope() {
        return sequence(u8(0), any(3), u8(1), text("ActiveMQ"));
    }
}
