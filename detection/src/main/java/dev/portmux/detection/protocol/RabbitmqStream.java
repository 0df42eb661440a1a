package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u32;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** RabbitMQ stream. */
@AutoService(Protocol.class)
public final class RabbitmqStream implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rabbitmq-stream";
    }

    @Override
    public String title() {
        return "RabbitMQ stream";
    }

    @Override
    public String source() {
        return "RabbitMQ stream protocol, PeerProperties";
    }

    @Override
    public String layout() {
        return """
                0   u32              size
                4   00 11 00 01      PeerProperties, version 1
                8   u32              correlation id
                12  u32              number of properties, at most 63
                """;
    }

    @Override
    public String lookAlikes() {
        return "Kafka's SaslHandshake is the same through byte 11; a client that begins with it is not taken as kafka.";
    }

    @Override
    public Expression envelope() {
        return sequence(u32(8, 65_535), hex("0011 0001"), any(4), u32(0, 63));
    }
}
