package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.hex;
import static dev.portmux.detection.automaton.Expressions.sequence;
import static dev.portmux.detection.automaton.Expressions.u32;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Condition;
import dev.portmux.detection.catalogue.Fields;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.catalogue.Verdict;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Apache Pulsar. */
@AutoService(Protocol.class)
public final class Pulsar implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "pulsar";
    }

    @Override
    public String title() {
        return "Apache Pulsar";
    }

    @Override
    public String source() {
        return "Pulsar binary protocol specification";
    }

    @Override
    public String layout() {
        return """
                0   u32              total size, less than 65536
                4   u32              size of the command: 4 less
                8   08 02            BaseCommand.type = CONNECT
                10  12               BaseCommand.connect
                """;
    }

    @Override
    public String lookAlikes() {
        return "Other protocols that begin with a 32-bit length, until the second length.";
    }

    @Override
    public Expression envelope() {
        return sequence(u32(11, 0xffff), u32(7, 0xffff), hex("08 02 12"));
    }

    /** The first message holds nothing but its command. */
    @Override
    public Optional<Condition> condition() {
        return Optional.of(Pulsar::sizesAgree);
    }

    private static Verdict sizesAgree(ByteBuffer prefix) {
        return prefix.limit() >= 4 ? Fields.equal(prefix, 4, 4, Fields.u32(prefix, 0) - 4) : Verdict.MORE;
    }
}
