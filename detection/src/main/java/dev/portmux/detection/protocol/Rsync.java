package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** rsync daemon. */
@AutoService(Protocol.class)
public final class Rsync implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "rsync";
    }

    @Override
    public String title() {
        return "rsync daemon";
    }

    @Override
    public String source() {
        return "rsync source, clientserver.c";
    }

    @Override
    public String layout() {
        return """
                0   "@RSYNCD: "      version line; both sides send it at once
                """;
    }

    @Override
    public Expression envelope() {
        return text("@RSYNCD: ");
    }
}
