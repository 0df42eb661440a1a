package dev.portmux.sidecar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A stream of bytes that its seed describes, sent in pieces of any size. */
record RandomStream(long seed, int length) {
    private static final int[] WRITES = {1, 2, 1_000, 65_536, 400_000};
    private static final int[] READS = {500, 60_000, 500_000};
    private static final long PAUSE_NANOS = 2_000_000;

    byte[] bytes() {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    String hash() {
        return hash(bytes());
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Sends {@code prefix}, whose first piece is short, and the stream. */
    void send(byte[] prefix, OutputStream out) throws IOException {
        byte[] all = new byte[prefix.length + length];
        System.arraycopy(prefix, 0, all, 0, prefix.length);
        System.arraycopy(bytes(), 0, all, prefix.length, length);
        Random random = new Random(~seed);
        int sent = 0;
        while (sent < all.length) {
            int piece = sent == 0 ? 1 + random.nextInt(4) : WRITES[random.nextInt(WRITES.length)];
            int size = Math.min(piece, all.length - sent);
            out.write(all, sent, size);
            sent += size;
            if (random.nextInt(20) == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Reads until the end, sometimes slowly. */
    static String receive(InputStream in, long seed) throws IOException {
        Random random = new Random(seed);
        MessageDigest digest = sha256();
        byte[] buffer = new byte[READS[READS.length - 1]];
        while (true) {
            int got = in.read(buffer, 0, READS[random.nextInt(READS.length)]);
            if (got < 0) {
                return HexFormat.of().formatHex(digest.digest());
            }
            digest.update(buffer, 0, got);
            if (random.nextInt(50) == 0) {
                LockSupport.parkNanos(5 * PAUSE_NANOS);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
