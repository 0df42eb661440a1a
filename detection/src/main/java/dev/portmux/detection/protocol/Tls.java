package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u24;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** TLS by the first bytes of its ClientHello, which may be cut into records of any length. */
@AutoService(Protocol.class)
public final class Tls implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String title() {
        return "TLS";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("ssl");
    }

    @Override
    public String source() {
        return "RFC 9846 section 5.1, RFC 5246 section 6.2.1";
    }

    @Override
    public String layout() {
        return """
                0   16               record type: handshake
                1   03 01..04        record version; TLS 1.3 clients write 01 or 03
                3   u16              record length, 1 to 16384
                5   01               ClientHello
                6   u24              its length, if the record is long enough to hold it
                9   03 00..04        its version, likewise
                """;
    }

    @Override
    public String lookAlikes() {
        return "Every protocol inside TLS: serverNames and alpn tell them apart.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                hex("16 03"),
                range(1, 4),
                choice(
                        sequence(u16(1, 3), u8(1)),
                        sequence(u16(4, 5), u8(1), LENGTH),
                        sequence(u16(6, 16_384), u8(1), LENGTH, u8(3), range(0, 4))));
    }

    /** Version, random, empty session, one cipher and one compression take 38 bytes; the largest hello met took 11 kB. */
    private static final Expression LENGTH = u24(38, 70_000);
}
