package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u32;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Apache Thrift. */
@AutoService(Protocol.class)
public final class Thrift implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "thrift";
    }

    @Override
    public String title() {
        return "Apache Thrift";
    }

    @Override
    public String source() {
        return "Thrift binary and compact protocol specifications, THeader";
    }

    @Override
    public String layout() {
        return """
                0   80 01 00 01      binary, call (04: one-way); u32 name length, name
                0   82 21            compact, call (81: one-way); varint sequence, varint name length, name
                0   "[1," quote      JSON
                0   u32              framed: a length, then one of the above or 0f ff (THeader)
                """;
    }

    @Override
    public String lookAlikes() {
        return "Memcached binary and SunRPC also begin with 80.";
    }

    @Override
    public Expression envelope() {
        return choice(BINARY, COMPACT, text("[1,\""), sequence(u8(0), any(3), choice(BINARY, COMPACT, hex("0fff"))));
    }

    private static final Expression LETTER = choice(range('a', 'z'), range('A', 'Z'), text("_"));
    private static final Expression VARINT = sequence(repeat(range(0x80, 0xff), 0, 4), range(0, 0x7f));
    private static final Expression BINARY = sequence(hex("800100"), choice(u8(1), u8(4)), u32(1, 256), LETTER);
    private static final Expression COMPACT =
            sequence(u8(0x82), choice(u8(0x21), u8(0x81)), VARINT, range(1, 0x7f), LETTER);
}
