package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.DIGIT;
import static dev.portmux.detection.automaton.Expressions.choice;
import static dev.portmux.detection.automaton.Expressions.range;
import static dev.portmux.detection.automaton.Expressions.repeat;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.text;
import static dev.portmux.detection.automaton.Expressions.words;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;

/** Git daemon. */
@AutoService(Protocol.class)
public final class Git implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "git";
    }

    @Override
    public String title() {
        return "Git daemon";
    }

    @Override
    public String source() {
        return "git documentation, gitprotocol-pack";
    }

    @Override
    public String layout() {
        return """
                0   4 hex digits     length, lower case
                4   "git-upload-pack "    or git-receive-pack, git-upload-archive
                """;
    }

    @Override
    public Expression envelope() {
        return sequence(
                repeat(choice(DIGIT, range('a', 'f')), 4, 4),
                words("git-upload-pack git-receive-pack git-upload-archive"),
                text(" "));
    }
}
