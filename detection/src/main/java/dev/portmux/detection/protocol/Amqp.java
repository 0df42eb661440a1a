package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** AMQP 0-9-1 (RabbitMQ). */
@AutoService(Protocol.class)
public final class Amqp implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "amqp";
    }

    @Override
    public String title() {
        return "AMQP 0-9-1 (RabbitMQ)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("amqp091");
    }

    @Override
    public String source() {
        return "AMQP 0-9-1 specification, section 4.2.2";
    }

    @Override
    public String layout() {
        return """
                0   "AMQP" 00 00 09 01    or 01 01 00 09 and 01 01 08 00, the headers of 0-9 and 0-8
                """;
    }

    @Override
    public String lookAlikes() {
        return "AMQP 1.0 until byte 4.";
    }

    @Override
    public Expression envelope() {
        return sequence(text("AMQP"), choice(hex("00000901"), hex("01010009"), hex("01010800")));
    }
}
