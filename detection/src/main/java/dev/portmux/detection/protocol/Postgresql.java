package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u32;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** PostgreSQL. */
@AutoService(Protocol.class)
public final class Postgresql implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("postgres");
    }

    @Override
    public String source() {
        return "PostgreSQL documentation, chapter \"Message Formats\"";
    }

    @Override
    public String layout() {
        return """
                0   00 00 00 08      SSLRequest 04 d2 16 2f or GSSENCRequest 04 d2 16 30
                0   u32 16..268      CancelRequest 04 d2 16 2e
                0   u32 9..10000     StartupMessage 00 03, minor version, first letter of a parameter name (or 00 if there is none)
                0   00 00 01 28      StartupMessage 2.0 00 02 00 00
                """;
    }

    @Override
    public String lookAlikes() {
        return "Other protocols that begin with a 32-bit length, until byte 4. With direct TLS it is tls with alpn postgresql.";
    }

    @Override
    public Expression envelope() {
        return choice(
                hex("00000008 04d2162f"),
                hex("00000008 04d21630"),
                sequence(u32(16, 268), hex("04d2162e")),
                sequence(
                        u32(9, 10_000),
                        hex("0003"),
                        any(2),
                        choice(range('a', 'z'), range('A', 'Z'), text("_"), u8(0))),
                hex("00000128 00020000"));
    }
}
