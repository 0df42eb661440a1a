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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events that {@code kubectl describe} shows.
 *
 * @param instance name of the operator's pod
 */
record EventRecorder(KubernetesClient client, String instance) {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final String CONTROLLER = "portmux.dev/operator";

    /** The API server accepts exactly six digits of fraction. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The API server refuses a longer note. */
    private static final int LONGEST_NOTE = 1024;

    /** Records an event. A failure is only logged: events are not worth a retry. */
    void record(PortMux about, EventDraft draft, Instant when) {
        try {
            client.resource(event(about, draft, when)).create();
        } catch (KubernetesClientException e) {
            LOG.warn("event {} was not recorded: {}", draft.reason(), Failures.text(e));
        }
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
