package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.PRINTABLE;
import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.one;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** SOCKS4 and SOCKS4a. */
@AutoService(Protocol.class)
public final class Socks4 implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "socks4";
    }

    @Override
    public String title() {
        return "SOCKS4 and SOCKS4a";
    }

    @Override
    public String source() {
        return "\"SOCKS: A protocol for TCP proxy across firewalls\" (NEC), SOCKS 4A";
    }

    @Override
    public String layout() {
        return """
                0   04
                1   01 or 02         CONNECT or BIND
                2   u16              port, not 0
                4   4 bytes          address
                8   printable 00     user id, at most 255 bytes
                """;
    }

    @Override
    public String lookAlikes() {
        return "Cassandra v4 has 00 or 10 at byte 1.";
    }

    @Override
    public Expression envelope() {
        return sequence(u8(4), range(1, 2), u16(1, 65_535), any(4), repeat(one(PRINTABLE), 0, 255), u8(0));
    }
}
