package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.DIGIT;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** VNC (RFB): the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Vnc implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "vnc";
    }

    @Override
    public String title() {
        return "VNC (RFB)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("rfb");
    }

    @Override
    public String source() {
        return "RFC 6143";
    }

    @Override
    public String greeting() {
        return "RFB 003.008 LF";
    }

    @Override
    public Expression greetingEnvelope() {
        return sequence(text("RFB "), repeat(DIGIT, 3, 3), text("."), repeat(DIGIT, 3, 3));
    }
}
