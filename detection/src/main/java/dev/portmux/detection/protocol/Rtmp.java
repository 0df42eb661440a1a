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

/** RTMP. */
@AutoService(Protocol.class)
public final class Rtmp implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rtmp";
    }

    @Override
    public String title() {
        return "RTMP";
    }

    @Override
    public String source() {
        return "Adobe RTMP specification, section 5.2";
    }

    @Override
    public String layout() {
        return """
                0   03               version
                1   u32              time
                5   00 00 00 00      or, after time 0, the version of a Flash player
                """;
    }

    @Override
    public String lookAlikes() {
        return "RDP has e0 at byte 5, Cassandra v3 an opcode at byte 4; most other traffic that begins with 03 and zeros.";
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public Expression envelope() {
        return sequence(
                u8(3), choice(sequence(any(4), hex("00000000")), sequence(hex("00000000"), range(1, 0x80), any(3))));
    }
}
