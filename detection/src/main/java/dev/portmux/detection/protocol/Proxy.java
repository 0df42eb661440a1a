package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** PROXY protocol. */
@AutoService(Protocol.class)
public final class Proxy implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String title() {
        return "PROXY protocol";
    }

    @Override
    public String source() {
        return "haproxy.org, proxy-protocol.txt, sections 2.1 and 2.2";
    }

    @Override
    public String layout() {
        return """
                0   "PROXY TCP4 "    or "PROXY TCP6 ", "PROXY UNKNOWN": version 1
                0   0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a 20 or 21: version 2
                """;
    }

    @Override
    public String lookAlikes() {
        return "Any protocol may follow it: a route to a proxy that reads such headers.";
    }

    @Override
    public Expression envelope() {
        return choice(
                text("PROXY TCP4 "),
                text("PROXY TCP6 "),
                text("PROXY UNKNOWN"),
                sequence(hex("0d0a0d0a 000d0a51 5549540a"), range(0x20, 0x21)));
    }
}
