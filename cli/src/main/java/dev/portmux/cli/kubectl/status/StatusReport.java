package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.check.Remark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is shown of one PortMux.
 *
 * @param address    where clients connect to, if that is known
 * @param generation of the spec
 * @param observed   the generation that the operator has seen; below 0: none
 * @param accepted   whether the operator has not refused the spec; a refused one leaves an earlier table in force
 * @param ready      whether the operator says so of this generation
 * @param reason     of that, one word
 * @param message    of that, a sentence
 * @param table      hash of the table in force, if there is one
 * @param undecided  connections without a route
 * @param asked      whether the user may ask the replicas; if not, nothing can be said of them
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
        List<Replica> replicas,
        boolean asked,
        List<Remark> findings,
        List<String> gaps) {

    /**
     * One route.
     *
     * @param match   what it asks of a connection, in words
     * @param state   of its backend: {@code ok}, or in words what is wrong
     * @param message the operator's sentence on the backend; empty if the state says all
     */
    record RouteRow(String name, String match, String backend, String state, String message, Traffic traffic) {}

    /**
     * Connections, over all replicas that answered.
     *
     * @param open  now
     * @param ended by result, since the sidecars started
     */
    record Traffic(long open, Map<String, Long> ended) {
        /** All since the sidecars started. */
        long total() {
            return open + ended.values().stream().mapToLong(Long::longValue).sum();
        }

        long ended(String result) {
            return ended.getOrDefault(result, 0L);
        }
    }

    /** Whether any replica said how many connections it has; without, the numbers are unknown and not zero. */
    boolean counted() {
        return replicas.stream().anyMatch(replica -> replica.numbers().isPresent());
    }

    /** Ready replicas that serve the table in force. */
    long programmed() {
        return replicas.stream()
                .filter(replica ->
                        replica.ready() && table.filter(replica::serves).isPresent())
                .count();
    }

    long readyReplicas() {
        return replicas.stream().filter(Replica::ready).count();
    }

    /** Whether it is ready, and every ready replica that could be asked serves its table. */
    boolean good() {
        return ready && (!asked || programmed() == readyReplicas());
    }

    /** What is to be said of a replica; empty if nothing is. */
    String trouble(Replica replica) {
        var old = replica.numbers().isPresent()
                && table.filter(hash -> !replica.serves(hash)).isPresent();
        return old && replica.trouble().isEmpty() ? "lags: not the table in force" : replica.trouble();
    }
}
