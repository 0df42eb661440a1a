package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u24;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Apache RocketMQ. */
@AutoService(Protocol.class)
public final class Rocketmq implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rocketmq";
    }

    @Override
    public String title() {
        return "Apache RocketMQ";
    }

    @Override
    public String source() {
        return "RocketMQ documentation, remoting protocol";
    }

    @Override
    public String layout() {
        return """
                0   u32              total length
                4   00               header in JSON
                5   u24              length of the header
                8   {"code":
                """;
    }

    @Override
    public Expression envelope() {
        return sequence(u8(0), any(3), u8(0), u24(8, 65_535), text("{\"code\":"));
    }
}
