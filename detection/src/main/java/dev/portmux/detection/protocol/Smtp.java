package dev.portmux.detection.protocol;

import com.google.auto.service.AutoService;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** SMTP, submission and LMTP: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Smtp implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public String title() {
        return "SMTP, submission and LMTP";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("lmtp");
    }

    @Override
    public String source() {
        return "RFC 5321, RFC 2033";
    }

    @Override
    public String greeting() {
        return "220 and a text";
    }
}
