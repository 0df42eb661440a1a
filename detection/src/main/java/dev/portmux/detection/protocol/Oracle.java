package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Oracle Database (TNS). */
@AutoService(Protocol.class)
public final class Oracle implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public String title() {
        return "Oracle Database (TNS)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("tns");
    }

    @Override
    public String source() {
        return "Oracle Net Services, as in the Wireshark dissector packet-tns.c";
    }

    @Override
    public String layout() {
        return """
                0   u16              length, at least 34
                2   00 00            checksum
                4   01 00 00 00      CONNECT
                8   u16              version 300 to 340
                """;
    }

    @Override
    public String lookAlikes() {
        return "DNS until byte 4.";
    }

    @Override
    public Expression envelope() {
        return sequence(u16(34, 8192), hex("0000 01 00 0000"), u16(300, 340));
    }
}
