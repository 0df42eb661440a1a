package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import dev.portmux.operator.status.State;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The annotation that makes the operator leave a PortMux and all that it owns as they are. */
final class Pause {
    static final String PAUSED = "Paused";

    private static final String ANNOTATION = "portmux.dev/paused";
    private static final State STATE = State.yes(
            PAUSED,
            "annotation " + ANNOTATION
                    + " is \"true\": nothing is changed, and the rest of this status is as it was before");
    private static final PortMuxStatus UNSEEN = PortMuxStatus.observed(-1).build();

    private Pause() {}

    static boolean isSet(PortMux resource) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations())
                .filter(annotations -> "true".equals(annotations.get(ANNOTATION)))
                .isPresent();
    }

    /**
     * The status as it was, and that it is paused. The observed generation stays too: the operator has not acted on a spec
     * that has changed since, so a tool that waits for it (kstatus) goes on waiting.
     */
    static PortMuxStatus status(PortMux resource, Instant now) {
        PortMuxStatus before = Optional.ofNullable(resource.getStatus()).orElse(UNSEEN);
        Conditions paused =
                new Conditions(before.conditions(), resource.getMetadata().getGeneration(), now);
        paused.set(PAUSED, STATE);
        Stream<Condition> others =
                before.conditions().stream().filter(each -> !each.getType().equals(PAUSED));
        return before.withConditions(
                Stream.concat(others, paused.all().stream()).toList());
    }

    /**
     * Changes of a PortMux that matter: those of its spec, which have a new generation, of the annotation, and of who is in
     * charge.
     */
    static final class OrSpecChanged implements OnUpdateFilter<PortMux> {
        private static List<Optional<String>> operators(PortMux resource) {
            Optional<PortMuxStatus> status = Optional.ofNullable(resource.getStatus());
            return List.of(status.map(PortMuxStatus::operator), status.map(PortMuxStatus::challenger));
        }

        @Override
        public boolean accept(PortMux now, PortMux before) {
            return isSet(now) != isSet(before)
                    || !operators(now).equals(operators(before))
                    || !Objects.equals(
                            now.getMetadata().getGeneration(),
                            before.getMetadata().getGeneration());
        }
    }
}
