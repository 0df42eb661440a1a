package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** MQTT. */
@AutoService(Protocol.class)
public final class Mqtt implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public String title() {
        return "MQTT";
    }

    @Override
    public String source() {
        return "OASIS MQTT 3.1.1 and 5.0, section 3.1; MQTT 3.1";
    }

    @Override
    public String layout() {
        return """
                0   10               CONNECT
                1   1..4 bytes       remaining length, at least 10
                .   00 04 "MQTT" 04 or 05     bit 7 of the level marks a bridge
                .   00 06 "MQIsdp" 03
                """;
    }

    @Override
    public String lookAlikes() {
        return "Minecraft with a handshake of 16 bytes.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                u8(0x10),
                REMAINING,
                choice(
                        sequence(hex("0004"), text("MQTT"), choice(u8(4), u8(5), u8(0x84), u8(0x85))),
                        sequence(hex("0006"), text("MQIsdp"), choice(u8(3), u8(0x83)))));
    }

    private static final Expression REMAINING =
            choice(range(10, 0x7f), sequence(repeat(range(0x80, 0xff), 1, 3), range(1, 0x7f)));
}
