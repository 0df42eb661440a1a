package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.CRLF;
import static dev.portmux.detection.automaton.Expressions.DIGIT;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Redis by the frame of its first command, never by the name of the command. */
@AutoService(Protocol.class)
public final class Redis implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String title() {
        return "Redis (RESP)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("valkey");
    }

    @Override
    public String source() {
        return "Redis serialization protocol specification";
    }

    @Override
    public String layout() {
        return """
                0   "*"              array
                1   1..7 digits      elements, not beginning with 0
                .   CR LF
                .   "$"              the command is a bulk string
                """;
    }

    @Override
    public Expression envelope() {
        return sequence(text("*"), range('1', '9'), repeat(DIGIT, 0, 6), CRLF, text("$"));
    }
}
