package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** LDAP. */
@AutoService(Protocol.class)
public final class Ldap implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public String title() {
        return "LDAP";
    }

    @Override
    public String source() {
        return "RFC 4511 section 4.1.1";
    }

    @Override
    public String layout() {
        return """
                0   30               SEQUENCE
                1   BER length       short, or 81 to 84 and that many bytes
                .   02 n id          message id of 1 to 4 bytes
                .   60 63 77 42 50   bind, search, extended (StartTLS), unbind, abandon
                """;
    }

    @Override
    public String lookAlikes() {
        return "Modbus: the long form of the length is a valid frame there.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                u8(0x30),
                LENGTH,
                u8(2),
                choice(
                        sequence(u8(1), any(1)),
                        sequence(u8(2), any(2)),
                        sequence(u8(3), any(3)),
                        sequence(u8(4), any(4))),
                choice(u8(0x60), u8(0x63), u8(0x77), u8(0x42), u8(0x50)));
    }

    private static final Expression LENGTH = choice(
            range(5, 0x7f),
            sequence(u8(0x81), range(5, 0xff)),
            sequence(u8(0x82), any(2)),
            sequence(u8(0x83), u8(0), any(2)),
            sequence(u8(0x84), hex("0000"), any(2)));
}
