package dev.portmux.cli.imports.nginx;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Lua that peeks at the first bytes and sets a variable in the branches of an {@code if}. It is not run. */
final class LuaPreread {
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
    private static final Pattern STEP = Pattern.compile(
            "\\b(?<word>if|elseif)\\b(?<condition>.{0,4096}?)\\bthen\\b"
                    + "|\\b(?<else>else)\\b|\\b(?<end>end)\\b|\\b(?<open>do|function)\\b"
                    + "|ngx\\.var\\.\\w+\\s*=\\s*[\"'](?<backend>[^\"']*)[\"']"
                    + "|:peek\\(\\s*(?<peek>\\d{1,5})\\s*\\)",
            Pattern.DOTALL);

    private final String code;
    private final int firstLine;
    private final ImportReport report;
    private OptionalInt peeked = OptionalInt.empty();

    LuaPreread(String code, int firstLine, ImportReport report) {
        // Blanks in place of comments, so that lines keep their numbers.
        this.code = COMMENT.matcher(code)
                .replaceAll(match -> " ".repeat(match.group().length()));
        this.firstLine = firstLine;
        this.report = report;
    }

    /** A branch: the condition that leads there; empty for {@code else} and loops. */
    private record Branch(int line, Optional<String> condition) {}

    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        Deque<Branch> branches = new ArrayDeque<>();
        Matcher step = STEP.matcher(code);
        int line = firstLine;
        int counted = 0;
        while (step.find()) {
            for (; counted < step.start(); counted++) {
                line += code.charAt(counted) == '\n' ? 1 : 0;
            }
            if (step.group("peek") != null) {
                peeked = OptionalInt.of(Integer.parseInt(step.group("peek")));
            } else if (step.group("backend") != null) {
                rules.addAll(rule(line, step.group("backend"), branches));
            } else if (step.group("end") != null) {
                branches.poll();
            } else {
                if (step.group("else") != null || "elseif".equals(step.group("word"))) {
                    branches.poll();
                }
                branches.push(new Branch(
                        line, Optional.ofNullable(step.group("condition")).map(String::strip)));
            }
        }
        return rules;
    }

    private List<Rule> rule(int line, String backend, Deque<Branch> branches) {
        Branch branch = branches.peek();
        if (branch == null || branch.condition().isEmpty()) {
            return List.of(Rule.everything(line, backend));
        }
        LuaCondition condition = new LuaCondition(branch.line(), "the test for " + backend, peeked, report);
        List<Criterion> alternatives = condition.read(branch.condition().get());
        if (alternatives.isEmpty() && !condition.understood()) {
            report.notUnderstood(branch.line(), "if " + branch.condition().get());
        }
        return alternatives.stream()
                .map(criterion -> new Rule(branch.line(), backend, List.of(criterion)))
                .toList();
    }
}
