package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.CRLF;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** STOMP. */
@AutoService(Protocol.class)
public final class Stomp implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "stomp";
    }

    @Override
    public String title() {
        return "STOMP";
    }

    @Override
    public String source() {
        return "STOMP 1.2, \"Connecting\"";
    }

    @Override
    public String layout() {
        return """
                0   "CONNECT" or "STOMP"
                .   LF or CR LF
                """;
    }

    @Override
    public String lookAlikes() {
        return "HTTP and NATS have a space after CONNECT.";
    }

    @Override
    public Expression envelope() {
        return sequence(words("CONNECT STOMP"), choice(text("\n"), CRLF));
    }
}
