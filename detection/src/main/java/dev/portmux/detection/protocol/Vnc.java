package dev.portmux.detection.protocol;

import com.google.auto.service.AutoService;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** VNC (RFB): the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Vnc implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "vnc";
    }

    @Override
    public String title() {
        return "VNC (RFB)";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("rfb");
    }

    @Override
    public String source() {
        return "RFC 6143";
    }

    @Override
    public String greeting() {
        return "RFB 003.008 LF";
    }
}
