package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.check.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status of one PortMux, as it is shown.
 *
 * @param address    where clients connect; empty if it is not known yet
 * @param generation of the spec
 * @param observed   the generation that the operator has seen; negative: none
 * @param accepted   false if the operator refused the spec; then an earlier table stays in force
 * @param ready      whether the operator reports this generation as ready
 * @param reason     of the Ready condition, one word
 * @param message    of the Ready condition, a sentence
 * @param table      hash of the table in force; empty if there is none
 * @param undecided  connections without a route
 * @param asked      whether the user may read the counts of the replicas
 * @param findings   of the overlap proof, and what is wrong with the spec
 * @param gaps       what could not be read, and why
 */
record StatusReport(
        String namespace,
        String name,
        int port,
        Optional<String> address,
        long generation,
        long observed,
        boolean accepted,
        boolean ready,
        String reason,
        String message,
        Optional<String> table,
        List<RouteRow> routes,
        Traffic undecided,
        List<ReplicaStatus> replicas,
        boolean asked,
        List<Diagnostic> findings,
        List<String> gaps) {

    /**
     * One route.
     *
     * @param match   its match, in words
     * @param state   of its backend: {@code ok}, or what is wrong, in words
     * @param message the operator's sentence on the backend; empty if the state says all
     */
    record RouteRow(String name, String match, String backend, String state, String message, Traffic traffic) {}

    /**
     * Connections, over all replicas that answered.
     *
     * @param open  now
     * @param ended by result, since the sidecars started
     * @param mismatched whose backend greeted with another protocol than that of the route, since then
     */
    record Traffic(long open, Map<String, Long> ended, long mismatched) {
        /** All since the sidecars started. */
        long total() {
            return open + ended.values().stream().mapToLong(Long::longValue).sum();
        }

        long ended(String result) {
            return ended.getOrDefault(result, 0L);
        }
    }

    /** Whether the counts of any replica could be read; otherwise counts are unknown, not zero. */
    boolean counted() {
        return replicas.stream().anyMatch(replica -> replica.stats().isPresent());
    }

    /** Ready replicas that serve the table in force. */
    long programmed() {
        return replicas.stream()
                .filter(replica ->
                        replica.ready() && table.filter(replica::serves).isPresent())
                .count();
    }

    long readyReplicas() {
        return replicas.stream().filter(ReplicaStatus::ready).count();
    }

    /** Whether it is ready, and every ready replica that could be read serves the table in force. */
    boolean good() {
        return ready && (!asked || programmed() == readyReplicas());
    }

    /** What is wrong with a replica; empty if nothing is. */
    String trouble(ReplicaStatus replica) {
        var old = replica.stats().isPresent()
                && table.filter(hash -> !replica.serves(hash)).isPresent();
        return old && replica.trouble().isEmpty() ? "lags: not the table in force" : replica.trouble();
    }
}
