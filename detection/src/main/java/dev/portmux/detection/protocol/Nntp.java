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

/** NNTP: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Nntp implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "nntp";
    }

    @Override
    public String title() {
        return "NNTP";
    }

    @Override
    public String source() {
        return "RFC 3977";
    }

    @Override
    public String greeting() {
        return "200 or 201 and a text; 4xx or 5xx for a refusal";
    }

    @Override
    public Expression greetingEnvelope() {
        return sequence(choice(text("200"), text("201"), sequence(anyOf("45"), repeat(DIGIT, 2, 2))), anyOf(" \r\n"));
    }
}
