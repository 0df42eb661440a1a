package dev.portmux.cli.imports.nginx;

import dev.portmux.cli.imports.source.Criterion;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.routes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition of Lua: comparisons of peeked bytes, joined by {@code or}. */
final class LuaCondition {
    private static final Pattern OR = Pattern.compile("\\bor\\b");
    private static final String TEXT = "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)')";
    private static final Pattern WHOLE = Pattern.compile("\\w+\\s*==\\s*" + TEXT);
    private static final Pattern PART = Pattern.compile(
            "(?:string\\.sub\\(\\s*\\w+\\s*,|\\w+:sub\\()\\s*(\\d{1,4})\\s*,\\s*\\d+\\s*\\)\\s*==\\s*" + TEXT);
    private static final Pattern BYTE = Pattern.compile(
            "(?:string\\.byte\\(\\s*\\w+\\s*,?|\\w+:byte\\()\\s*(\\d{0,4})\\s*\\)\\s*==\\s*(0x[0-9a-fA-F]{1,2}|\\d{1,3})");
    private static final Pattern FOUND = Pattern.compile(
            "(?:string\\.(?:find|match)\\(\\s*\\w+\\s*,|\\w+:(?:find|match)\\()\\s*\"\\^([^\"%.*+?\\[\\]^$()-]+|SSH%-[^\"%.*+?\\[\\]^$()-]*)\"\\s*\\)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|(\\d{1,3})|(.))", Pattern.DOTALL);

    /** Characters; regular expressions of Java recurse over longer ones. */
    private static final int LONGEST = 2_048;

    private final int line;
    private final String origin;
    private final OptionalInt peeked;
    private final ImportReport report;
    private final TreeMap<Integer, List<Bytes>> byOffset = new TreeMap<>();
    private boolean understood = true;

    LuaCondition(int line, String origin, OptionalInt peeked, ImportReport report) {
        this.line = line;
        this.origin = origin;
        this.peeked = peeked;
        this.report = report;
    }

    /** The alternatives, one for each offset. None, if any part is not understood or nothing can match. */
    List<Criterion> read(String condition) {
        if (condition.length() > LONGEST) {
            understood = false;
            return List.of();
        }
        OR.splitAsStream(condition.replaceAll("^\\((.*)\\)$", "$1"))
                .forEach(part -> understood &= comparison(part.strip()));
        if (!understood) {
            return List.of();
        }
        List<Criterion> alternatives = new ArrayList<>();
        byOffset.forEach((offset, bytes) -> alternatives.add(new Criterion.Payload(line, origin, offset, bytes)));
        return alternatives;
    }

    boolean understood() {
        return understood;
    }

    private boolean comparison(String text) {
        Matcher whole = WHOLE.matcher(text);
        Matcher part = PART.matcher(text);
        Matcher single = BYTE.matcher(text);
        Matcher found = FOUND.matcher(text);
        if (whole.matches()) {
            Bytes bytes = unescaped(whole, 1);
            if (peeked.isPresent() && peeked.getAsInt() != bytes.length()) {
                report.wrong(
                        line,
                        origin + " compares " + peeked.getAsInt() + " bytes with the " + bytes.length() + " bytes of "
                                + bytes.hex() + ": never equal, left out");
            } else {
                add(0, bytes);
            }
        } else if (part.matches()) {
            add(Integer.parseInt(part.group(1)) - 1, unescaped(part, 2));
        } else if (single.matches()) {
            int offset = single.group(1).isEmpty() ? 0 : Integer.parseInt(single.group(1)) - 1;
            add(offset, Bytes.of(new byte[] {(byte) value(single.group(2))}));
        } else if (found.matches()) {
            add(0, Bytes.ofText(found.group(1).replace("%", "")));
        } else {
            return false;
        }
        return true;
    }

    /** Not octal after a zero: Lua has no octal numbers. */
    private static int value(String number) {
        return number.startsWith("0x") ? Integer.parseInt(number.substring(2), 16) : Integer.parseInt(number);
    }

    private void add(int offset, Bytes bytes) {
        byOffset.computeIfAbsent(offset, any -> new ArrayList<>()).add(bytes);
    }

    private static Bytes unescaped(Matcher matcher, int group) {
        String text = matcher.group(group) == null ? matcher.group(group + 1) : matcher.group(group);
        return Bytes.ofText(ESCAPE.matcher(text).replaceAll(LuaCondition::escape));
    }

    private static String escape(MatchResult escape) {
        String plain;
        if (escape.group(1) != null) {
            plain = Character.toString(Integer.parseInt(escape.group(1), 16));
        } else if (escape.group(2) != null) {
            plain = Character.toString(Integer.parseInt(escape.group(2)));
        } else {
            plain = switch (escape.group(3)) {
                case "r" -> "\r";
                case "n" -> "\n";
                case "t" -> "\t";
                case String other -> other;
            };
        }
        return Matcher.quoteReplacement(plain);
    }
}
