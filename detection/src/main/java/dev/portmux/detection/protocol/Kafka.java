package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u32;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Apache Kafka. */
@AutoService(Protocol.class)
public final class Kafka implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String title() {
        return "Apache Kafka";
    }

    @Override
    public String source() {
        return "Kafka protocol guide, ApiVersions request";
    }

    @Override
    public String layout() {
        return """
                0   u32              size, less than 4096
                4   00 12            api key 18, ApiVersions: what every client asks first
                6   u16              version 0 to 9
                8   u32              correlation id
                12  u16              length of the client id, or ff ff for none
                """;
    }

    @Override
    public String lookAlikes() {
        return "RabbitMQ stream has key 17; other api keys look like too much else and are not taken.";
    }

    @Override
    public Expression envelope() {
        return sequence(u32(10, 4095), hex("0012"), u16(0, 9), any(4), choice(u16(0, 1000), hex("ffff")));
    }
}
