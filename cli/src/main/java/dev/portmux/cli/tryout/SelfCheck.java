package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.server.Demo;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

/** Connects to every server through the one port, changes a route, and prints the results. */
record SelfCheck(Tryout tryout, PrintWriter out) {
    private static final String ROW = "  %-12s %-26s %-9s %12s   %s%n";

    /** Whether all checks passed. */
    boolean run(List<Demo> demos) {
        out.printf("%n" + ROW, "protocol", "client", "route", "first answer", "result");
        var good = demos.stream().filter(this::ask).count();
        if (changeRoutes()) {
            good++;
        }
        out.printf("%d of %d good%n", good, demos.size() + 1);
        out.flush();
        return good == demos.size() + 1;
    }

    private boolean ask(Demo demo) {
        var backend = tryout.backends().get(demo);
        if (backend == null) {
            return row(demo, "", "its server could not start");
        }
        try {
            // The first question goes straight to the server: it tells the answer to expect and loads the client's
            // classes.
            var expected = demo.probe().ask(backend.port());
            var begin = Stopwatch.start();
            var answer = demo.probe().ask(tryout.port());
            var took = begin.elapsed();
            return row(
                    demo,
                    "%,.1f ms".formatted(took.toNanos() / 1e6),
                    Objects.equals(expected, answer) ? "ok" : "\"" + answer + "\" in place of \"" + expected + "\"");
        } catch (Exception e) {
            return row(demo, "", Causes.sentence(e));
        }
    }

    private boolean row(Demo demo, String took, String result) {
        out.printf(ROW, demo.protocol(), demo.probe().client(), demo.service(), took, result);
        out.flush();
        return result.equals("ok");
    }

    private boolean changeRoutes() {
        String result;
        try {
            result = new RouteChange(tryout).run() + "   ok";
        } catch (Exception e) {
            result = Causes.sentence(e);
        }
        out.printf("  route change with ssh and postgresql sessions open:  %s%n", result);
        out.flush();
        return result.endsWith("   ok");
    }
}
