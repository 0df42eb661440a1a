package dev.portmux.cli.tryout;

import java.io.PrintWriter;

/** Prints one line for each part that has started or failed. */
final class Progress {
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    void begin(int port, int services) {
        out.printf("PortMux on 127.0.0.1:%d: one port, %d services%n", port, services);
        out.flush();
    }

    void ready(String part, String detail) {
        line(part, "ready", detail);
    }

    void failed(String part, String reason) {
        line(part, "FAILED", reason);
    }

    private synchronized void line(String part, String state, String detail) {
        out.printf("  %-15s %-7s %s%n", part, state, detail);
        out.flush();
    }
}
