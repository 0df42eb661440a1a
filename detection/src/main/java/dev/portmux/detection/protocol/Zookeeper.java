package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.CRLF;
import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u32;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** ZooKeeper. */
@AutoService(Protocol.class)
public final class Zookeeper implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public String title() {
        return "ZooKeeper";
    }

    @Override
    public String source() {
        return "ZooKeeper source, zookeeper.jute: ConnectRequest";
    }

    @Override
    public String layout() {
        return """
                0   u32              length 28, 29 (no password) or 44, 45; odd with the read-only flag
                4   00 00 00 00      protocol version
                8   u64              last transaction seen
                16  u32              timeout in ms
                20  u64              session id
                28  u32              length of the password: 0, 16 or -1
                0   "ruok" LF        and the other words of four letters, with a line end
                """;
    }

    @Override
    public Expression envelope() {
        return choice(
                sequence(
                        choice(u32(28, 29), u32(44, 45)),
                        hex("00000000"),
                        any(8),
                        u32(0, 0x7fff_ffff),
                        any(8),
                        choice(hex("00000000"), hex("00000010"), hex("ffffffff"))),
                sequence(
                        words("ruok stat srvr conf cons dump envi mntr wchs wchc wchp isro crst srst dirs hash"),
                        choice(text("\n"), CRLF)));
    }
}
