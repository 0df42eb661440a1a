package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.anyOf;
import static dev.portmux.detection.automaton.Expressions.many;
import static dev.portmux.detection.automaton.Expressions.one;
import static dev.portmux.detection.automaton.Expressions.optional;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** XMPP. */
@AutoService(Protocol.class)
public final class Xmpp implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "xmpp";
    }

    @Override
    public String title() {
        return "XMPP";
    }

    @Override
    public String source() {
        return "RFC 6120 section 4.2";
    }

    @Override
    public String layout() {
        return """
                0   "<?xml" ... "?>" white space    may come first, even alone in its segment
                .   "<stream:stream" white space
                """;
    }

    @Override
    public String lookAlikes() {
        return "Other XML until the name of its first element.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                optional(sequence(text("<?xml"), many(one(ByteSet.of('<').not())))),
                text("<stream:stream"),
                anyOf(" \t\r\n"));
    }
}
