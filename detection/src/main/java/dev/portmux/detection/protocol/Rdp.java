package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.any;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u16;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Condition;
import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Remote Desktop (RDP). */
@AutoService(Protocol.class)
public final class Rdp implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rdp";
    }

    @Override
    public String title() {
        return "Remote Desktop (RDP)";
    }

    @Override
    public String source() {
        return "MS-RDPBCGR section 2.2.1.1; RFC 1006; X.224 section 13.3";
    }

    @Override
    public String layout() {
        return """
                0   03 00            TPKT
                2   u16              L, 11 to 512
                4   L-5              length of the X.224 header
                5   e0 00 00         connection request
                8   u16              source reference
                10  00               class 0
                11  "Cookie: "       or 01 flags 08 00, a negotiation request; nothing if L is 11
                """;
    }

    @Override
    public String lookAlikes() {
        return "S7 and MMS use the same transport with other parameters; RTMP until byte 5.";
    }

    @Override
    public Expression envelope() {
        return sequence(
                hex("0300"),
                choice(
                        sequence(u16(11, 11), REQUEST),
                        sequence(
                                u16(12, 512),
                                REQUEST,
                                choice(text("Cookie: "), sequence(u8(1), any(1), hex("0800"))))));
    }

    /** The inner length counts what follows it. */
    @Override
    public Optional<Condition> condition() {
        return Optional.of(Rdp::lengthsAgree);
    }

    private static Verdict lengthsAgree(ByteBuffer prefix) {
        return prefix.limit() >= 4 ? Fields.equal(prefix, 4, 1, Fields.u16(prefix, 2) - 5) : Verdict.MORE;
    }

    private static final Expression REQUEST = sequence(any(1), hex("e0 0000"), any(2), u8(0));
}
