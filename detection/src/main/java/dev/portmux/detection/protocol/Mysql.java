package dev.portmux.detection.protocol;

import com.google.auto.service.AutoService;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** MySQL and MariaDB: the client waits for the server's greeting. */
@AutoService(Protocol.class)
public final class Mysql implements Protocol.ServerFirst {

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public String title() {
        return "MySQL and MariaDB";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mariadb");
    }

    @Override
    public String source() {
        return "MySQL internals, Protocol::HandshakeV10";
    }

    @Override
    public String greeting() {
        return "le24 length, 00, 0a, version text 00";
    }
}
