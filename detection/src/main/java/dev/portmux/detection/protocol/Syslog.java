package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.DIGIT;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.optional;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Syslog over TCP. */
@AutoService(Protocol.class)
public final class Syslog implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public String title() {
        return "Syslog over TCP";
    }

    @Override
    public String source() {
        return "RFC 6587 section 3.4, RFC 5424 section 6.2.1";
    }

    @Override
    public String layout() {
        return """
                0   digits SP        length of the message, where octets are counted
                .   "<" 0..191 ">"   priority
                """;
    }

    @Override
    public String lookAlikes() {
        return "XMPP and other XML have no digit after \"<\".";
    }

    @Override
    public Expression envelope() {
        return sequence(
                optional(sequence(range('1', '9'), repeat(DIGIT, 0, 4), text(" "))), text("<"), PRIORITY, text(">"));
    }

    /** Facility 0 to 23 times 8 plus severity 0 to 7, without leading zeros. */
    private static final Expression PRIORITY = choice(
            DIGIT,
            sequence(range('1', '9'), DIGIT),
            sequence(text("1"), range('0', '8'), DIGIT),
            sequence(text("19"), range('0', '1')));
}
