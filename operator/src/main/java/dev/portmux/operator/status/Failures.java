package dev.portmux.operator.status;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import java.net.HttpURLConnection;
import java.util.stream.Collectors;

/** Why owned objects could not be written, in one sentence for the status. */
public final class Failures {

    private Failures() {}

    public static String text(Throwable failure) {
        return switch (failure) {
            case AggregatedOperatorException several ->
                several.getAggregatedExceptions().values().stream()
                        .map(Failures::text)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "));
            case KubernetesClientException refused when refused.getStatus() != null -> refusal(refused.getStatus());
            case Throwable other when other.getCause() != null -> text(other.getCause());
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** Whether the API server refused something, and nothing else went wrong. */
    public static boolean areRefusals(Throwable failure) {
        return switch (failure) {
            case AggregatedOperatorException several ->
                several.getAggregatedExceptions().values().stream().allMatch(Failures::areRefusals);
            case KubernetesClientException refused -> refused.getStatus() != null;
            case Throwable other -> other.getCause() != null && areRefusals(other.getCause());
        };
    }

    private static String refusal(Status status) {
        if (status.getCode() != null
                && status.getCode() == HttpURLConnection.HTTP_CONFLICT
                && status.getDetails() != null) {
            // New objects are applied on the condition that they do not exist.
            return status.getDetails().getKind() + " \"" + status.getDetails().getName()
                    + "\" exists and is not owned by this PortMux";
        }
        return status.getMessage();
    }
}
