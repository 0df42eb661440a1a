package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** SSH. */
@AutoService(Protocol.class)
public final class Ssh implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public String title() {
        return "SSH";
    }

    @Override
    public String source() {
        return "RFC 4253 section 4.2";
    }

    @Override
    public String layout() {
        return """
                0   "SSH-"           the identification string, which may also come after the server's
                """;
    }

    @Override
    public String lookAlikes() {
        return "None. Clients that wait for the server (ssh-keyscan, Paramiko in some versions) are silent.";
    }

    @Override
    public Expression envelope() {
        return text("SSH-");
    }
}
