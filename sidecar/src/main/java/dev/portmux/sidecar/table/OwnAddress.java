package dev.portmux.sidecar.table;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.function.Predicate;

/**
 * Tells whether a backend is the sidecar itself. Each connection to such a backend would come back to the sidecar: one client
 * became 9,920 connections within a second.
 *
 * @param listening where the data plane accepts connections
 */
public record OwnAddress(InetSocketAddress listening) implements Predicate<InetSocketAddress> {

    @Override
    public boolean test(InetSocketAddress backend) {
        if (backend.getPort() != listening.getPort()) {
            return false;
        }
        InetAddress address = backend.getAddress();
        InetAddress own = listening.getAddress();
        // Who connects to the wildcard address arrives at this machine.
        return address.equals(own)
                || address.isAnyLocalAddress()
                || (own.isAnyLocalAddress() && isOfThisMachine(address));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
