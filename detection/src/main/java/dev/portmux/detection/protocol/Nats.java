package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** NATS: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Nats implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "nats";
    }

    @Override
    public String title() {
        return "NATS";
    }

    @Override
    public String source() {
        return "NATS client protocol";
    }

    @Override
    public String greeting() {
        return "INFO { ... }; -ERR for a refusal";
    }

    @Override
    public Expression greetingEnvelope() {
        return choice(text("INFO {"), text("INFO \t{"), text("-ERR"));
    }
}
