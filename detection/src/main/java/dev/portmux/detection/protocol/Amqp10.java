package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** AMQP 1.0. */
@AutoService(Protocol.class)
public final class Amqp10 implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "amqp10";
    }

    @Override
    public String title() {
        return "AMQP 1.0";
    }

    @Override
    public String source() {
        return "OASIS AMQP 1.0 part 2, section 2.2";
    }

    @Override
    public String layout() {
        return """
                0   "AMQP"
                4   00, 02 or 03     plain, TLS or SASL
                5   01 00 00         version 1.0.0
                """;
    }

    @Override
    public String lookAlikes() {
        return "AMQP 0-9-1 until byte 4.";
    }

    @Override
    public Expression envelope() {
        return sequence(text("AMQP"), choice(u8(0), u8(2), u8(3)), hex("010000"));
    }
}
