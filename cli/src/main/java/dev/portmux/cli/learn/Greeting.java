package dev.portmux.cli.learn;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The first words of servers that speak first: RFC 959, 5321, 1939, 9051, 3977, 6143; MySQL's HandshakeV10; NATS. */
final class Greeting {
    private Greeting() {}

    /** The protocol that begins so. */
    static Optional<String> protocol(byte[] greeting) {
        String text = new String(greeting, StandardCharsets.ISO_8859_1);
        if (greeting.length > 4 && greeting[3] == 0 && greeting[4] == 10) {
            return Optional.of("mysql");
        }
        if (text.startsWith("220")) {
            return Optional.of(text.toUpperCase(Locale.ROOT).contains("SMTP") ? "smtp" : "ftp");
        }
        if (text.startsWith("RFB ")) {
            return Optional.of("vnc");
        }
        if (text.startsWith("INFO {")) {
            return Optional.of("nats");
        }
        if (text.startsWith("+OK")) {
            return Optional.of("pop3");
        }
        if (text.startsWith("* ")) {
            return Optional.of("imap");
        }
        return text.startsWith("200 ") || text.startsWith("201 ") ? Optional.of("nntp") : Optional.empty();
    }
}
