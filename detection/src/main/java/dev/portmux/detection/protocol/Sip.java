package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.CRLF;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** SIP over TCP. */
@AutoService(Protocol.class)
public final class Sip implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "sip";
    }

    @Override
    public String title() {
        return "SIP over TCP";
    }

    @Override
    public String source() {
        return "RFC 3261 section 7.1, RFC 5626 section 3.5.1";
    }

    @Override
    public String layout() {
        return """
                0   CR LF            up to twice, a keep-alive
                0   METHOD SP
                .   sip: sips: tel:
                """;
    }

    @Override
    public String lookAlikes() {
        return "HTTP shares four methods, RTSP one; the target tells.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                repeat(CRLF, 0, 2),
                words(
                        "INVITE ACK BYE CANCEL REGISTER OPTIONS PRACK SUBSCRIBE NOTIFY PUBLISH INFO REFER MESSAGE UPDATE"),
                text(" "),
                choice(text("sip:"), text("sips:"), text("tel:")));
    }
}
