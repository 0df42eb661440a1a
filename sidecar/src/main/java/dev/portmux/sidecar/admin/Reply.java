package dev.portmux.sidecar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An answer of the admin endpoint; those who wait for the same one share its bytes. */
record Reply(int status, String type, byte[] body) {
    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
    }

    static Reply json(byte[] body) {
        return new Reply(200, "application/json", body);
    }
}
