package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMux;
import dev.portmux.operator.reconcile.Transitions.EventDraft;
import dev.portmux.operator.status.Failures;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events that {@code kubectl describe} shows. What happens again makes no new event but a series, whose count
 * grows, as the API of events asks for. What is new each time is limited: a PortMux has a few events at once, then one a minute.
 *
 * @param instance name of the operator's pod
 * @param series   the events that may happen again
 * @param budgets  how many new events an object may have now
 */
record EventRecorder(String instance, Recent<Key, Series> series, Recent<String, Budget> budgets) {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final String CONTROLLER = "portmux.dev/operator";

    /** The API server accepts exactly six digits of fraction. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The API server refuses a longer note. */
    private static final int LONGEST_NOTE = 1024;

    /** A series ends when it has not happened for this long. The API server keeps an event for an hour. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** Between two writes of one series; what happens in between is counted in the next write. */
    private static final Duration WRITE_INTERVAL = Duration.ofSeconds(10);

    /** As many as client-go lets one source have about one object. */
    private static final int BURST = 25;

    private static final Duration REFILL = Duration.ofMinutes(1);

    EventRecorder(String instance) {
        this(instance, new Recent<>(), new Recent<>());
    }

    /** Events that are the same but for the time. */
    record Key(String uid, EventDraft draft) {}

    /**
     * An event that was written.
     *
     * @param name    of the object
     * @param count   how often it happened
     * @param last    when it happened last
     * @param written when the object was written last
     */
    record Series(String name, int count, Instant last, Instant written) {
        boolean isOver(Instant now) {
            return now.isAfter(last.plus(QUIET));
        }

        boolean isDue(Instant now) {
            return !now.isBefore(written.plus(WRITE_INTERVAL));
        }
    }

    /** How many new events are left at a time; they grow again with time. */
    record Budget(double left, Instant when) {
        Budget at(Instant now) {
            double grown = left + (double) Duration.between(when, now).toMillis() / REFILL.toMillis();
            return new Budget(Math.min(BURST, grown), now);
        }
    }

    /** Records an event. A failure is only logged: events are not worth a retry. */
    void record(KubernetesClient client, PortMux about, EventDraft draft, Instant when) {
        Key key = new Key(about.getMetadata().getUid(), draft);
        try {
            Optional<Series> known = series.get(key).filter(written -> !written.isOver(when));
            if (known.isPresent()) {
                series.put(key, again(client, about, known.get(), when));
            } else if (mayWrite(key.uid, when)) {
                Event event = client.resource(event(about, draft, when)).create();
                series.put(key, new Series(event.getMetadata().getName(), 1, when, when));
            } else {
                LOG.debug("event {} of {} is one too many", draft.reason(), key.uid);
            }
        } catch (KubernetesClientException e) {
            // It may have expired, so that the next one must be a new one.
            series.remove(key);
            LOG.warn("event {} was not recorded: {}", draft.reason(), Failures.text(e));
        }
    }

    private static Series again(KubernetesClient client, PortMux about, Series known, Instant when) {
        int count = known.count + 1;
        if (!known.isDue(when)) {
            return new Series(known.name, count, when, known.written);
        }
        // Addressed by an object: by its name alone, the client would get it first, and that right the operator has
        // not.
        client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withName(known.name)
                        .withNamespace(about.getMetadata().getNamespace())
                        .endMetadata()
                        .build())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
                                .formatted(count, MICROS.format(when)));
        return new Series(known.name, count, when, when);
    }

    private boolean mayWrite(String uid, Instant now) {
        Budget before = budgets.get(uid).orElse(new Budget(BURST, now)).at(now);
        boolean may = before.left >= 1;
        budgets.put(uid, may ? new Budget(before.left - 1, now) : before);
        return may;
    }

    private Event event(PortMux about, EventDraft draft, Instant when) {
        String name = about.getMetadata().getName();
        String namespace = about.getMetadata().getNamespace();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(name + "-")
                .withNamespace(namespace)
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(when)))
                .withType(draft.normal() ? "Normal" : "Warning")
                .withReason(draft.reason())
                .withAction("Reconcile")
                .withNote(draft.note().substring(0, Math.min(draft.note().length(), LONGEST_NOTE)))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withName(name)
                        .withNamespace(namespace)
                        .withUid(about.getMetadata().getUid())
                        .build())
                .build();
    }
}
