package dev.portmux.sidecar.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * Keeps an older table from replacing a newer one. The API wins whenever it can be reached. The file is a copy of unknown age
 * that the kubelet updates within about a minute and a half. So once the API has answered, the file counts only if the API is
 * away, if its last answer is older than the kubelet's delay, and if neither API nor file has shown this content before.
 */
final class TableOrder {
    /** The kubelet's sync period and cache lifetime, with some to spare. */
    private static final long KUBELET_NANOS = 120_000_000_000L;

    private static final int REMEMBERED = 32;

    private final Tables tables;
    private final LongSupplier nanoTime;
    private final Deque<String> seen = new ArrayDeque<>();
    private String file = "";
    private String fileTrouble = "";
    private boolean apiSpoke;
    private boolean apiAway;
    private long apiSpokeAt;

    TableOrder(Tables tables, LongSupplier nanoTime) {
        this.tables = tables;
        this.nanoTime = nanoTime;
    }

    /** The API has this table. */
    synchronized void api(String json, String source) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        apiSpoke = true;
        apiAway = false;
        apiSpokeAt = nanoTime.getAsLong();
        remember(file);
        remember(digest(bytes));
        tables.offer(bytes, source);
    }

    synchronized void apiAway() {
        apiAway = true;
    }

    synchronized void apiBack() {
        apiAway = false;
        apiSpokeAt = nanoTime.getAsLong();
    }

    /** The file has this content now. */
    synchronized void file(byte[] json, String source) {
        String digest = digest(json);
        boolean changed = !digest.equals(file);
        file = digest;
        fileTrouble = "";
        if (apiSpoke ? fileIsNewer(digest) : changed) {
            remember(digest);
            tables.offer(json, source);
        }
    }

    private boolean fileIsNewer(String digest) {
        return apiAway && nanoTime.getAsLong() - apiSpokeAt > KUBELET_NANOS && !seen.contains(digest);
    }

    /** The file cannot be used. Returns whether the reason is new. */
    synchronized boolean fileUnusable(String reason) {
        boolean news = !reason.equals(fileTrouble);
        fileTrouble = reason;
        return news;
    }

    private void remember(String digest) {
        seen.remove(digest);
        seen.addLast(digest);
        if (seen.size() > REMEMBERED) {
            seen.removeFirst();
        }
    }

    private static String digest(byte[] json) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
