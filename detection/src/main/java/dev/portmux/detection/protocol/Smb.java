package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u24;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** SMB over TCP. */
@AutoService(Protocol.class)
public final class Smb implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "smb";
    }

    @Override
    public String title() {
        return "SMB over TCP";
    }

    @Override
    public String source() {
        return "MS-SMB2 section 2.1, MS-SMB section 2.1";
    }

    @Override
    public String layout() {
        return """
                0   00               session message
                1   u24              length, 32 to 65535
                4   ff or fe "SMB"   version 1, or 2 and 3
                """;
    }

    @Override
    public String lookAlikes() {
        return "Other protocols that begin with a 32-bit length, until byte 4.";
    }

    @Override
    public Expression envelope() {
        return sequence(u8(0), u24(32, 0xffff), choice(u8(0xff), u8(0xfe)), text("SMB"));
    }
}
