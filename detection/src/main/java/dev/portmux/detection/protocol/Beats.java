package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.u32;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** Beats and Lumberjack. */
@AutoService(Protocol.class)
public final class Beats implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "beats";
    }

    @Override
    public String title() {
        return "Beats and Lumberjack";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("lumberjack");
    }

    @Override
    public String source() {
        return "Lumberjack protocol, version 2";
    }

    @Override
    public String layout() {
        return """
                0   "2W" or "1W"     window size frame
                2   u32              1 to 1048576
                """;
    }

    @Override
    public Expression envelope() {
        return sequence(choice(text("2W"), text("1W")), u32(1, 1 << 20));
    }
}
