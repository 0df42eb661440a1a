package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.le32;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** MongoDB. */
@AutoService(Protocol.class)
public final class Mongodb implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "mongodb";
    }

    @Override
    public String title() {
        return "MongoDB";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mongo");
    }

    @Override
    public String source() {
        return "MongoDB wire protocol";
    }

    @Override
    public String layout() {
        return """
                0   le32             message length, 16 to 16383 for a first message
                4   le32             request id
                8   le32             response to: 0 or -1
                12  le32             2013 OP_MSG, or 2004 OP_QUERY
                16  le32             flags
                20  00 or 01         kind of the first section; for OP_QUERY a letter of the collection name
                """;
    }

    @Override
    public String lookAlikes() {
        return "Any byte can be its first, so it is not apart from some others before byte 12.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                le32(16, 16_383),
                any(4),
                choice(hex("00000000"), hex("ffffffff")),
                choice(
                        sequence(le32(2013, 2013), range(0, 3), u8(0), range(0, 1), u8(0), range(0, 1)),
                        sequence(le32(2004, 2004), any(1), hex("000000"), range('!', '~'))));
    }
}
