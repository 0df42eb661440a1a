package dev.portmux.cli.capture;

import dev.portmux.routes.Bytes;
import java.nio.file.Path;
import java.util.List;

/**
 * What a client sent before the server answered.
 *
 * @param id   client and server, such as {@code 10.1.2.3:51992 > 10.1.2.9:443}
 * @param sent empty if the server spoke first
 */
public record FirstFlight(String id, Bytes sent) {

    /**
     * The clients' first flights of a capture, in the order of its connections.
     *
     * @throws dev.portmux.cli.output.CommandException if it cannot be read or is no capture
     */
    public static List<FirstFlight> of(Path capture) {
        ConnectionTracker connections = new ConnectionTracker();
        CaptureFile.read(capture, connections::add);
        return connections.established().stream().map(FirstFlight::of).toList();
    }

    private static FirstFlight of(CapturedConnection connection) {
        byte[] sent = connection.clientSpeaksFirst() ? connection.firstFlight() : new byte[0];
        return new FirstFlight(
                CapturedServer.name(connection.client()) + " > " + CapturedServer.name(connection.server()),
                Bytes.of(sent));
    }
}
