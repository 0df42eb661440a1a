package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which installation of the operator serves a PortMux, when the namespaces of several overlap. The one in charge is in the
 * status, so that there is one for each PortMux and no other object is needed. It need not prove at rest that it lives: another
 * one asks now and then by writing its own name beside it, and takes over if that stays for {@link #PATIENCE}. Every such
 * write is made on the condition that nobody has changed the object since.
 *
 * @param self        this installation, all its replicas
 * @param asked       when this one asked for which object
 * @param challengers who asked this one lately
 */
record Charge(String self, Clock clock, Recent<ResourceID, Question> asked, Recent<ResourceID, Question> challengers) {
    private static final Logger LOG = LoggerFactory.getLogger(Charge.class);

    /** Longer than it takes another replica of the one in charge to lead when a leader is killed. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Between two questions to one that answers. */
    static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofSeconds(1);

    Charge(String self, Clock clock) {
        this(self, clock, new Recent<>(), new Recent<>());
    }

    /** Who asked or was asked, and when. */
    record Question(String other, Instant when) {}

    /** Whether this installation may act. */
    sealed interface Verdict {
        /**
         * It is in charge.
         *
         * @param resource   as it is now
         * @param challenger another one that asked lately
         */
        record Ours(PortMux resource, Optional<String> challenger) implements Verdict {}

        /**
         * Another one is in charge.
         *
         * @param first whether this is new
         * @param again when to look again
         */
        record Theirs(String operator, boolean first, Duration again) implements Verdict {}
    }

    /** Whether this installation was in charge when the object was seen. */
    boolean isOurs(PortMux resource) {
        return self.equals(operator(resource));
    }

    /** Whether another installation was in charge when the object was seen. */
    boolean isTheirs(PortMux resource) {
        return operator(resource) != null && !isOurs(resource);
    }

    /** Decides, and writes what the decision asks for. */
    Verdict decide(PortMux resource, KubernetesClient client) {
        String operator = operator(resource);
        try {
            return operator == null
                    ? ours(patch(resource, client, self, null))
                    : operator.equals(self) ? answer(resource, client) : ask(resource, client, operator);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                // Somebody was faster, or what was seen is old.
                return new Verdict.Theirs(Objects.requireNonNullElse(operator, "another"), false, SOON);
            }
            throw e;
        }
    }

    private Verdict answer(PortMux resource, KubernetesClient client) {
        String challenger = resource.getStatus().challenger();
        if (challenger == null) {
            return ours(resource);
        }
        ResourceID id = ResourceID.fromResource(resource);
        if (lately(id).filter(challenger::equals).isEmpty()) {
            LOG.warn("PortMux {}: operator {} serves it too; {} stays in charge", name(resource), challenger, self);
        }
        challengers.put(id, new Question(challenger, clock.instant()));
        return ours(patch(resource, client, self, null));
    }

    private Verdict ask(PortMux resource, KubernetesClient client, String operator) {
        ResourceID id = ResourceID.fromResource(resource);
        Instant now = clock.instant();
        Optional<Question> before = asked.get(id).filter(question -> question.other.equals(operator));
        String challenger = resource.getStatus().challenger();
        if (self.equals(challenger)) {
            Instant since = before.map(Question::when).orElse(now);
            Duration left = Duration.between(now, since.plus(PATIENCE));
            if (left.isPositive()) {
                asked.put(id, new Question(operator, since));
                return new Verdict.Theirs(operator, before.isEmpty(), left);
            }
            LOG.warn("PortMux {}: operator {} does not answer; {} is in charge now", name(resource), operator, self);
            asked.remove(id);
            return ours(patch(resource, client, self, null));
        }
        Duration left = before.map(question -> Duration.between(now, question.when.plus(INTERVAL)))
                .orElse(Duration.ZERO);
        if (left.isPositive() || challenger != null) {
            return new Verdict.Theirs(operator, false, left.isPositive() ? left : PATIENCE);
        }
        if (before.isEmpty()) {
            LOG.warn("PortMux {}: operator {} is in charge; {} leaves it alone", name(resource), operator, self);
        }
        patch(resource, client, operator, self);
        asked.put(id, new Question(operator, now));
        return new Verdict.Theirs(operator, before.isEmpty(), PATIENCE);
    }

    private Verdict ours(PortMux resource) {
        return new Verdict.Ours(resource, lately(ResourceID.fromResource(resource)));
    }

    /** One that asks no more for two intervals is gone, or serves other namespaces now. */
    private Optional<String> lately(ResourceID id) {
        return challengers
                .get(id)
                .filter(question -> clock.instant().isBefore(question.when.plus(INTERVAL.multipliedBy(2))))
                .map(Question::other);
    }

    private static PortMux patch(
            PortMux resource, KubernetesClient client, String operator, @Nullable String challenger) {
        Map<String, @Nullable String> status = new HashMap<>();
        status.put("operator", operator);
        status.put("challenger", challenger);
        return client.resource(resource)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of(
                                "metadata",
                                Map.of("resourceVersion", resource.getMetadata().getResourceVersion()),
                                "status",
                                status)));
    }

    /** For logs. */
    static String name(PortMux resource) {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }

    private static @Nullable String operator(PortMux resource) {
        return Optional.ofNullable(resource.getStatus())
                .map(PortMuxStatus::operator)
                .orElse(null);
    }
}
