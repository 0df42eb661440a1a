package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u32;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Cassandra and ScyllaDB (CQL). */
@AutoService(Protocol.class)
public final class Cassandra implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "cassandra";
    }

    @Override
    public String title() {
        return "Cassandra and ScyllaDB (CQL)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("cql", "scylla");
    }

    @Override
    public String source() {
        return "CQL binary protocol v3 to v5, section 2";
    }

    @Override
    public String layout() {
        return """
                0   03..06, 41, 42   version; 41 and 42 are DataStax Enterprise
                1   00 or 10         flags; 10 is "beta"
                2   u16              stream
                4   05 00 00 00 00   OPTIONS, empty
                4   01 u32 u16       STARTUP, length 22 to 4096, 1 to 16 pairs
                """;
    }

    @Override
    public String lookAlikes() {
        return "SOCKS4 and SOCKS5 until byte 1, RDP and RTMP until byte 4.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                choice(range(3, 6), range(0x41, 0x42)),
                choice(u8(0), u8(0x10)),
                any(2),
                choice(hex("05 00000000"), sequence(u8(1), u32(22, 4096), u16(1, 16))));
    }
}
