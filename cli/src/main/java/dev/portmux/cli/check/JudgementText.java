package dev.portmux.cli.check;

import dev.portmux.detection.overlap.Finding.Severity;
import java.io.PrintWriter;
import java.util.List;

/** Judgements for people. */
record JudgementText(PrintWriter out) {
    private static final String INDENT = "       ";

    void print(List<Judgement> judgements) {
        judgements.forEach(this::print);
        out.flush();
    }

    private void print(Judgement judgement) {
        var file = judgement.file().map(path -> path + ": ").orElse("");
        out.println(file + "PortMux " + judgement.name() + size(judgement));
        judgement.remarks().forEach(this::print);
        if (!judgement.distinct().isEmpty()) {
            out.println("ok     " + String.join(", ", judgement.distinct()) + ": proven apart from every other route");
        }
        out.println(count(judgement.count(Severity.ERROR), "error") + ", "
                + count(judgement.count(Severity.WARN), "warning"));
    }

    private static String size(Judgement judgement) {
        return judgement
                .spec()
                .map(spec ->
                        ", port " + spec.port() + ", " + count(spec.routes().size(), "route"))
                .orElse("");
    }

    private void print(Remark remark) {
        var place = remark.place().isEmpty() ? "" : "   " + remark.place();
        out.printf("%-5s  %s%s%n", remark.severity(), remark.message(), place);
        remark.example()
                .ifPresent(bytes -> out.printf(
                        "%sexample  %s  %s%s%n",
                        INDENT,
                        bytes.hex(),
                        bytes.text(),
                        remark.others().isEmpty() ? "" : "  -> " + String.join(", ", remark.others())));
        if (!remark.fix().isEmpty()) {
            out.println(INDENT + "fix: " + remark.fix());
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
