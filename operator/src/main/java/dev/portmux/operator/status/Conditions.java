package dev.portmux.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Builds conditions that keep the time of their last transition. */
public final class Conditions {
    public static final String ACCEPTED = "Accepted";
    public static final String RESOLVED_REFS = "ResolvedRefs";
    public static final String PROGRAMMED = "Programmed";
    public static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";
    static final String OVERLAPPING = "OverlappingSignatures";
    public static final String UNAVAILABLE = "BackendsUnavailable";
    public static final String CONTESTED = "Contested";

    /** Longer messages would crowd out the rest of {@code kubectl describe}. */
    private static final int LONGEST_MESSAGE = 1024;

    private final List<Condition> before;
    private final long generation;
    private final String now;
    private final List<Condition> conditions = new ArrayList<>();

    public Conditions(List<Condition> before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public void set(String type, State state) {
        String status = state.holds() ? "True" : "False";
        String since = before.stream()
                .filter(old -> old.getType().equals(type) && old.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now);
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(state.reason())
                .withMessage(shortened(state.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build());
    }

    /** Adds a condition that exists only while it is true. */
    void setIf(String type, State state) {
        if (state.holds()) {
            set(type, state);
        }
    }

    public List<Condition> all() {
        return conditions;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    }
}
