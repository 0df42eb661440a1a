package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Modbus/TCP. */
@AutoService(Protocol.class)
public final class Modbus implements Protocol.ClientFirst {
    private static final int LONGEST = 254;

    @Override
    public String name() {
        return "modbus";
    }

    @Override
    public String title() {
        return "Modbus/TCP";
    }

    @Override
    public String source() {
        return "Modbus Messaging on TCP/IP implementation guide, section 3.1.3; Modbus Application Protocol 1.1b3, section 6";
    }

    @Override
    public String layout() {
        return """
                0   u16              transaction
                2   00 00            protocol
                4   u16              length of what follows, as the function has it
                6   u8               unit
                7   u8               function: 01..06 of length 6, 07 0b 0c 11 of 2, 08 of 4 and more, 0f 10 of 8 and more,
                                     14 15 of 10 and more, 16 of 8, 17 of 13 and more, 18 of 4, 2b of 3 and more
                """;
    }

    @Override
    public String lookAlikes() {
        return "Whatever has zeros at bytes 2 and 3; the length that belongs to the function tells most of it.";
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public Expression envelope() {
        return sequence(
                any(2),
                hex("0000"),
                choice(
                        request(6, 6, range(1, 6)),
                        request(2, 2, choice(u8(0x07), range(0x0b, 0x0c), u8(0x11))),
                        request(4, LONGEST, u8(0x08)),
                        request(8, LONGEST, range(0x0f, 0x10)),
                        request(10, LONGEST, range(0x14, 0x15)),
                        request(8, 8, u8(0x16)),
                        request(13, LONGEST, u8(0x17)),
                        request(4, 4, u8(0x18)),
                        request(3, LONGEST, u8(0x2b))));
    }

    /** The length counts the unit, the function and its data. */
    private static Expression request(int shortest, int longest, Expression function) {
        return sequence(u16(shortest, longest), any(1), function);
    }
}
