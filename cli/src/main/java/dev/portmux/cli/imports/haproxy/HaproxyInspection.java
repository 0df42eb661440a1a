package dev.portmux.cli.imports.haproxy;

import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long HAProxy waits for the first bytes. {@code inspect-delay} alone does nothing: it is the limit of the
 * {@code tcp-request content} rules, and without such a rule the backend is chosen at once (configuration manual,
 * "tcp-request inspect-delay"; tried with HAProxy 2.6).
 */
final class HaproxyInspection {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(us|ms|s|m|h|d)?");

    private final ImportReport report;
    private Optional<HaproxyLine> delay = Optional.empty();
    private final List<HaproxyLine> accepts = new ArrayList<>();

    HaproxyInspection(ImportReport report) {
        this.report = report;
    }

    /** Whether a {@code tcp-request} line is one of those that matter here. */
    boolean read(HaproxyLine line) {
        if (line.word(1).equals("inspect-delay")) {
            delay = Optional.of(line);
            return true;
        }
        boolean accept = line.word(1).equals("content") && line.word(2).equals("accept");
        if (accept) {
            accepts.add(line);
        }
        return accept;
    }

    /** As a Gateway API duration. */
    Optional<String> timeout() {
        return delay.map(line -> DURATION.matcher(line.word(2)))
                .filter(matcher -> matcher.matches())
                .flatMap(matcher -> duration(matcher.group(1), matcher.group(2)));
    }

    private static Optional<String> duration(String number, String unit) {
        return switch (unit == null ? "ms" : unit) {
            case "us", "d" -> Optional.empty();
            case String kept -> Optional.of(number + kept);
        };
    }

    /** Notes what HAProxy does in place of what the rules say. */
    void judge(List<Rule> rules, Optional<String> fallback) {
        List<Rule> looking = rules.stream().filter(Rule::looksAtContent).toList();
        if (looking.isEmpty()) {
            return;
        }
        if (accepts.isEmpty()) {
            String begin = delay.isPresent()
                    ? "inspect-delay without a content rule: HAProxy never waited for the first bytes here"
                    : "no inspect-delay and no content rule: HAProxy did not wait for the first bytes here";
            int line = delay.map(HaproxyLine::number).orElse(looking.getFirst().line());
            report.wrong(line, begin + ", so every connection went to " + fallback.orElse("no backend"));
            return;
        }
        for (HaproxyLine accept : accepts) {
            List<String> condition = accept.from(3);
            if (condition.equals(List.of("if", "WAIT_END"))) {
                report.wrong(
                        accept.number(),
                        "accept if WAIT_END: every connection waited the whole inspect-delay"
                                + "; PortMux decides on the first bytes");
            } else if (condition.contains("req.len") || condition.contains("req_len")) {
                report.wrong(
                        accept.number(),
                        "accept if req.len: a request cut into two segments went to " + fallback.orElse("no backend")
                                + "; PortMux waits for the bytes that decide");
            }
        }
    }
}
