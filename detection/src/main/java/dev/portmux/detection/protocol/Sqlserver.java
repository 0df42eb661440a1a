package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u16;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Microsoft SQL Server (TDS). */
@AutoService(Protocol.class)
public final class Sqlserver implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "sqlserver";
    }

    @Override
    public String title() {
        return "Microsoft SQL Server (TDS)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mssql", "tds");
    }

    @Override
    public String source() {
        return "MS-TDS section 2.2.6.5, PRELOGIN";
    }

    @Override
    public String layout() {
        return """
                0   12 01            PRELOGIN, end of message
                2   u16              length, 14 to 4096
                4   00 00 id 00      channel, packet number, window
                8   00               the VERSION option comes first
                9   u16              its offset
                11  00 06            its length
                """;
    }

    @Override
    public String lookAlikes() {
        return "TDS 8.0 (\"strict\") is tls with alpn tds/8.0.";
    }

    @Override
    public Expression envelope() {
        return sequence(hex("1201"), u16(14, 4096), hex("0000"), any(1), hex("00 00"), u16(6, 101), hex("0006"));
    }
}
