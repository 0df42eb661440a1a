package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.DIGIT;
import static dev.portmux.detection.automaton.Expressions.anyOf;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** SMTP, submission and LMTP: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Smtp implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public String title() {
        return "SMTP, submission and LMTP";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("lmtp");
    }

    @Override
    public String source() {
        return "RFC 5321, RFC 2033";
    }

    @Override
    public String greeting() {
        return "220 and a text; 4xx or 5xx for a refusal";
    }

    @Override
    public Expression greetingEnvelope() {
        return sequence(choice(text("220"), sequence(anyOf("45"), repeat(DIGIT, 2, 2))), anyOf(" -\r\n"));
    }
}
