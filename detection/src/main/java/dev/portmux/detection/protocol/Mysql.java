package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** MySQL and MariaDB: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Mysql implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public String title() {
        return "MySQL and MariaDB";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mariadb");
    }

    @Override
    public String source() {
        return "MySQL internals, Protocol::HandshakeV10";
    }

    @Override
    public String greeting() {
        return "le24 length, 00, 0a, version text 00; ff for a refusal";
    }

    @Override
    public Expression greetingEnvelope() {
        return sequence(any(2), u8(0), u8(0), choice(u8(0x0a), u8(0x09), u8(0xff)));
    }
}
