package dev.portmux.detection.protocol;

import com.google.auto.service.AutoService;
import dev.portmux.detection.catalogue.Protocol;

/** FTP: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Ftp implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "ftp";
    }

    @Override
    public String title() {
        return "FTP";
    }

    @Override
    public String source() {
        return "RFC 959";
    }

    @Override
    public String greeting() {
        return "220 and a text";
    }
}
