package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.one;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** DNS over TCP. */
@AutoService(Protocol.class)
public final class Dns implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public String title() {
        return "DNS over TCP";
    }

    @Override
    public String source() {
        return "RFC 1035 section 4.1.1, RFC 7766";
    }

    @Override
    public String layout() {
        return """
                0   u16              length, 17 to 4096
                2   u16              id
                4   0xxx x0xx        query, notify or update; not an answer
                5   xxxx 0000        no error
                6   00 01            one question
                8   u16              answers, at most 1
                10  u16 u16          authority and additional records, at most 2 each
                14  00..3f           length of the first label
                """;
    }

    @Override
    public String lookAlikes() {
        return "Oracle, OpenVPN and others that begin with a 16-bit length, until byte 4 to 11.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                u16(17, 4096),
                any(2),
                OPCODE,
                one(ByteSet.masked(0, 0x0f)),
                u16(1, 1),
                u16(0, 1),
                u16(0, 2),
                u16(0, 2),
                range(0, 63));
    }

    /** Opcode 0, 4 or 5 in bits 3 to 6, and bit 7 not set. */
    private static final Expression OPCODE =
            one(ByteSet.where(value -> value < 0x80 && (value >> 3 == 0 || value >> 3 == 4 || value >> 3 == 5)));
}
