package dev.portmux.routes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The first eight hex digits of a SHA-256. */
public final class Digests {
    private static final int BYTES = 4;

    private Digests() {}

    static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String ofTexts(List<String> texts) {
        return of(String.join("\n", texts).getBytes(StandardCharsets.UTF_8));
    }
}
