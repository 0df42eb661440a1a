package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.textIgnoringCase;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** IMAP: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Imap implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "imap";
    }

    @Override
    public String title() {
        return "IMAP";
    }

    @Override
    public String source() {
        return "RFC 9051";
    }

    @Override
    public String greeting() {
        return "* OK and a text; * PREAUTH, or * BYE for a refusal";
    }

    @Override
    public Expression greetingEnvelope() {
        return sequence(
                text("* "), choice(textIgnoringCase("OK"), textIgnoringCase("PREAUTH"), textIgnoringCase("BYE")));
    }
}
