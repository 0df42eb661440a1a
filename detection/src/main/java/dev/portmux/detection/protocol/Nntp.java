package dev.portmux.detection.protocol;

import com.google.auto.service.AutoService;
import dev.portmux.detection.catalogue.Protocol;

/** NNTP: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Nntp implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "nntp";
    }

    @Override
    public String title() {
        return "NNTP";
    }

    @Override
    public String source() {
        return "RFC 3977";
    }

    @Override
    public String greeting() {
        return "200 or 201 and a text";
    }
}
