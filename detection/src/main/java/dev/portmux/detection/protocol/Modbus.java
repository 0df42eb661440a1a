package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.Protocol;
import dev.portmux.detection.automaton.Expression;

/** Modbus/TCP. */
@AutoService(Protocol.class)
public final class Modbus implements Protocol.ClientFirst {

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
        return "Modbus Messaging on TCP/IP implementation guide, section 3.1.3";
    }

    @Override
    public String layout() {
        return """
                0   u16              transaction
                2   00 00            protocol
                4   u16              length, 2 to 254
                6   u8               unit
                7   01..08 0b 0c 0f..11 14..18 2b    function
                """;
    }

    @Override
    public String lookAlikes() {
        return "LDAP with a long length, and whatever has zeros at bytes 2 and 3.";
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
                u16(2, 254),
                any(1),
                choice(range(1, 8), range(0x0b, 0x0c), range(0x0f, 0x11), range(0x14, 0x18), u8(0x2b)));
    }
}
