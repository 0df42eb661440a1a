package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u16;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Java RMI (JRMP). */
@AutoService(Protocol.class)
public final class Rmi implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rmi";
    }

    @Override
    public String title() {
        return "Java RMI (JRMP)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("jrmp");
    }

    @Override
    public String source() {
        return "Java RMI specification, section 10.2";
    }

    @Override
    public String layout() {
        return """
                0   "JRMI"
                4   00 01 or 00 02   version
                6   4b 4c 4d         stream, single operation, multiplex
                """;
    }

    @Override
    public Expression envelope() {
        return sequence(text("JRMI"), u16(1, 2), range(0x4b, 0x4d));
    }
}
