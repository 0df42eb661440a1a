package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.DIGIT;
import static dev.portmux.detection.automaton.Expressions.anyOf;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Minecraft Java Edition. */
@AutoService(Protocol.class)
public final class Minecraft implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "minecraft";
    }

    @Override
    public String title() {
        return "Minecraft Java Edition";
    }

    @Override
    public String source() {
        return "Minecraft protocol documentation, handshake";
    }

    @Override
    public String layout() {
        return """
                0   varint           length, 6 to 1023
                .   00               handshake
                .   varint           protocol version (-1 while only asking)
                .   01..7f           length of the server's address
                .   letter, digit    its first character, or [ and :
                0   fe 01            the ping of old versions
                """;
    }

    @Override
    public String lookAlikes() {
        return "MQTT with a remaining length of 0, and much binary traffic.";
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public Expression envelope() {
        return choice(
                hex("fe01"),
                sequence(
                        choice(range(6, 0x7f), sequence(range(0x80, 0xff), range(1, 7))),
                        u8(0),
                        VERSION,
                        range(1, 0x7f),
                        choice(DIGIT, range('a', 'z'), range('A', 'Z'), anyOf("[:"))));
    }

    private static final Expression VERSION =
            choice(range(1, 0x7f), sequence(repeat(range(0x80, 0xff), 1, 2), range(1, 0x7f)), hex("ffffffff0f"));
}
