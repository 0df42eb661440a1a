package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** POP3: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Pop3 implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "pop3";
    }

    @Override
    public String title() {
        return "POP3";
    }

    @Override
    public String source() {
        return "RFC 1939";
    }

    @Override
    public String greeting() {
        return "+OK and a text; -ERR for a refusal";
    }

    @Override
    public Expression greetingEnvelope() {
        return choice(text("+OK"), text("-ERR"));
    }
}
