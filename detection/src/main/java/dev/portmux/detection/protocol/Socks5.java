package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.counted;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u8;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Condition;
import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;
import java.util.Optional;

/** SOCKS5. */
@AutoService(Protocol.class)
public final class Socks5 implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "socks5";
    }

    @Override
    public String title() {
        return "SOCKS5";
    }

    @Override
    public String source() {
        return "RFC 1928 section 3";
    }

    @Override
    public String layout() {
        return """
                0   05
                1   k                number of methods, 1 to 8
                2   k bytes          methods 00..09 or 80..fe, all different
                """;
    }

    @Override
    public String lookAlikes() {
        return "Cassandra v5 has 00 or 10 at byte 1.";
    }

    @Override
    public Expression envelope() {
        return sequence(u8(5), counted(0, 1, 8, METHODS));
    }

    /** Real clients never offer a method twice, and random bytes often would. */
    @Override
    public Optional<Condition> condition() {
        return Optional.of(Socks5::methodsDiffer);
    }

    private static Verdict methodsDiffer(ByteBuffer prefix) {
        int end = prefix.limit() >= 2 ? 2 + Fields.u8(prefix, 1) : Integer.MAX_VALUE;
        for (int i = 2; i < Math.min(end, prefix.limit()); i++) {
            for (int j = 2; j < i; j++) {
                if (prefix.get(i) == prefix.get(j)) {
                    return Verdict.NO;
                }
            }
        }
        return prefix.limit() >= end ? Verdict.YES : Verdict.MORE;
    }

    private static final ByteSet METHODS = ByteSet.range(0, 9).or(ByteSet.range(0x80, 0xfe));
}
