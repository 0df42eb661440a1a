package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** RTSP. */
@AutoService(Protocol.class)
public final class Rtsp implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rtsp";
    }

    @Override
    public String title() {
        return "RTSP";
    }

    @Override
    public String source() {
        return "RFC 2326 section 6.1, RFC 7826";
    }

    @Override
    public String layout() {
        return """
                0   METHOD SP
                .   rtsp:            or rtsps:, rtspu:
                .   * SP RTSP/
                """;
    }

    @Override
    public String lookAlikes() {
        return "HTTP and SIP share OPTIONS; the target or the version tells.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                words(
                        "OPTIONS DESCRIBE ANNOUNCE SETUP PLAY PAUSE TEARDOWN GET_PARAMETER SET_PARAMETER REDIRECT RECORD"),
                text(" "),
                choice(text("rtsp:"), text("rtsps:"), text("rtspu:"), text("* RTSP/")));
    }
}
