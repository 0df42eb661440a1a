package dev.portmux.planning;

import dev.portmux.detection.overlap.Finding;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.RoutingTable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The proofs used last. A proof takes milliseconds, and most reconciliations are about the same matches as the one before.
 *
 * <p>Tables come from tenants. Each namespace has a share of its own, so that a tenant who changes a resource in a loop
 * displaces only the tenant's own proofs; beyond the limit for all, the namespace that holds most loses its oldest. Tables
 * are known by their SHA-256, so that only proofs take memory.
 */
public final class ProofCache {
    /** A table has at most 201 findings of a few hundred characters each: this holds the largest proof there is. */
    static final long SHARE = 1 << 20;

    /** Some thousand proofs of usual size (2 to 5 KiB). */
    private static final long TOTAL = 16 << 20;

    private final long share;
    private final long total;
    private final Map<String, Shelf> shelves = new HashMap<>();

    public ProofCache() {
        this(SHARE, TOTAL);
    }

    /** Both limits are in bytes, estimated. */
    ProofCache(long share, long total) {
        this.share = share;
        this.total = total;
    }

    /** The proof of a table, made at most once while it is kept. Two threads that ask at once may both make it. */
    Proof of(String namespace, RoutingTable table) {
        RoutingTable matches = Proof.withoutBackends(table);
        String key = sha256(matches.toJson());
        return find(namespace, key).orElseGet(() -> {
            Proof proof = Proof.of(matches);
            keep(namespace, key, proof);
            return proof;
        });
    }

    private synchronized Optional<Proof> find(String namespace, String key) {
        return Optional.ofNullable(shelves.get(namespace)).flatMap(shelf -> Optional.ofNullable(shelf.proofs.get(key)));
    }

    private synchronized void keep(String namespace, String key, Proof proof) {
        Shelf own = shelves.computeIfAbsent(namespace, _ -> new Shelf());
        own.put(key, proof);
        while (own.weight > share) {
            own.dropOldest();
        }
        while (weight() > total) {
            heaviest().dropOldest();
        }
        shelves.values().removeIf(shelf -> shelf.proofs.isEmpty());
    }

    private Shelf heaviest() {
        return shelves.values().stream()
                .max(Comparator.comparingLong(shelf -> shelf.weight))
                .orElseThrow();
    }

    /** Estimated bytes of all that is kept. */
    synchronized long weight() {
        return shelves.values().stream().mapToLong(shelf -> shelf.weight).sum();
    }

    /** How many proofs are kept for each namespace that has any. */
    synchronized Map<String, Integer> sizes() {
        return shelves.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().proofs.size()));
    }

    static long weight(Proof proof) {
        // 512 and 256: keys, references and headers of objects.
        return 512
                + 2L * proof.invalid().map(String::length).orElse(0)
                + 2L * characters(proof.findings().distinct())
                + proof.findings().all().stream().mapToLong(ProofCache::weight).sum();
    }

    private static long weight(Finding finding) {
        return 256
                + 2L * (finding.message().length() + finding.fix().length() + characters(finding.others()))
                + finding.witness().map(Bytes::length).orElse(0);
    }

    private static int characters(Collection<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The proofs of one namespace, the one used longest ago first. */
    private static final class Shelf {
        private final Map<String, Proof> proofs = new LinkedHashMap<>(16, 0.75f, true);
        private long weight;

        void put(String key, Proof proof) {
            if (proofs.put(key, proof) == null) {
                weight += ProofCache.weight(proof);
            }
        }

        void dropOldest() {
            var oldest = proofs.entrySet().iterator();
            weight -= ProofCache.weight(oldest.next().getValue());
            oldest.remove();
        }
    }
}
