package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.PRINTABLE;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.counted;
import static dev.portmux.detection.automaton.Expressions.one;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Fluentd and Fluent Bit (forward). */
@AutoService(Protocol.class)
public final class Fluentd implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "fluentd";
    }

    @Override
    public String title() {
        return "Fluentd and Fluent Bit (forward)";
    }

    @Override
    public String source() {
        return "Fluentd Forward Protocol Specification v1";
    }

    @Override
    public String layout() {
        return """
                0   92..94           array of 2 to 4
                1   a1..bf           tag: a short string of printable bytes (d9: longer, its length and first byte are checked)
                .   9x dc dd         entries: an array; or
                .   a0..bf d9 da db c4 c5 c6    packed entries as string or binary; or
                .   ce cf d2 d3 d7 c7 00..7f    a time
                """;
    }

    @Override
    public String lookAlikes() {
        return "With a shared key the server speaks first; such clients are silent.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                range(0x92, 0x94),
                choice(
                        sequence(counted(0xa0, 1, 31, PRINTABLE), ENTRIES),
                        sequence(u8(0xd9), range(0x20, 0xff), one(PRINTABLE))));
    }

    private static final Expression ENTRIES = choice(
            range(0x90, 0xbf),
            range(0xc4, 0xc7),
            range(0xce, 0xcf),
            range(0xd2, 0xd3),
            u8(0xd7),
            range(0xd9, 0xdd),
            range(0, 0x7f));
}
