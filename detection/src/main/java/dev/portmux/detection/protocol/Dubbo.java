package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.one;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Apache Dubbo 2. */
@AutoService(Protocol.class)
public final class Dubbo implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "dubbo";
    }

    @Override
    public String title() {
        return "Apache Dubbo 2";
    }

    @Override
    public String source() {
        return "Dubbo documentation, \"Dubbo2 protocol\"";
    }

    @Override
    public String layout() {
        return """
                0   da bb            magic
                2   1xxy yyyy        request, serialization not 0
                3   00               status, unused in requests
                """;
    }

    @Override
    public String lookAlikes() {
        return "None. Dubbo 3 (\"tri\") is HTTP/2.";
    }

    @Override
    public Expression envelope() {
        return sequence(hex("dabb"), one(ByteSet.where(value -> value >= 0x80 && (value & 0x1f) != 0)), u8(0));
    }
}
