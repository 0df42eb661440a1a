package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** OpenVPN over TCP. */
@AutoService(Protocol.class)
public final class Openvpn implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "openvpn";
    }

    @Override
    public String title() {
        return "OpenVPN over TCP";
    }

    @Override
    public String source() {
        return "OpenVPN wire protocol (openvpn-rfc)";
    }

    @Override
    public String layout() {
        return """
                0   u16              length: 14 plain, 38 to 86 with tls-auth or tls-crypt, 300 to 1078 with tls-crypt-v2
                2   38 (50 for tls-crypt-v2)    hard reset from the client
                3   u64              session id
                11  00 00 00 00 00   plain: no acknowledgement, packet 0
                """;
    }

    @Override
    public String lookAlikes() {
        return "Anything with a 16-bit length: DNS, Oracle.";
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public Expression envelope() {
        return choice(
                sequence(u16(14, 14), u8(0x38), any(8), hex("00 00000000")),
                sequence(u16(38, 86), u8(0x38), any(8)),
                sequence(u16(300, 1078), u8(0x50), any(8)));
    }
}
