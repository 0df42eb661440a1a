package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.PRINTABLE;
import static dev.portmux.detection.automaton.Expressions.counted;
import static dev.portmux.detection.automaton.Expressions.optional;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** ClickHouse native. */
@AutoService(Protocol.class)
public final class Clickhouse implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "clickhouse";
    }

    @Override
    public String title() {
        return "ClickHouse native";
    }

    @Override
    public String source() {
        return "ClickHouse documentation, native protocol, client hello";
    }

    @Override
    public String layout() {
        return """
                0   00               hello
                1   03..64           length of the client's name
                2   printable        the name
                .   varint varint    version
                .   varint           revision, about 50000 to 60000
                """;
    }

    @Override
    public String lookAlikes() {
        return "The HTTP interface is http.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                u8(0), counted(0, 3, 100, PRINTABLE), VERSION, VERSION, range(0x80, 0xff), range(0x80, 0xff), u8(3));
    }

    private static final Expression VERSION = sequence(optional(range(0x80, 0xff)), range(0, 0x7f));
}
