package dev.portmux.cli.imports.nginx;

import dev.portmux.cli.imports.source.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads nginx' configuration language: words, quotes, comments, blocks; and Lua blocks as text. */
final class NginxParser {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int line = 1;

    private NginxParser(String text) {
        this.text = text;
    }

    static List<NginxDirective> read(String text) {
        return new NginxParser(text).block(0);
    }

    private List<NginxDirective> block(int depth) {
        if (depth > DEEPEST) {
            throw new InvalidConfigurationException(line, "blocks are nested deeper than " + DEEPEST);
        }
        List<NginxDirective> directives = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int begun = line;
        while (skipSpace()) {
            char c = text.charAt(at);
            if (words.isEmpty()) {
                begun = line;
            }
            if (c == '}') {
                next();
                return directives;
            } else if (c == ';') {
                next();
                add(directives, begun, words, List.of(), Optional.empty());
            } else if (c == '{') {
                next();
                boolean lua = !words.isEmpty() && words.getFirst().endsWith("_by_lua_block");
                Optional<String> code = lua ? Optional.of(code()) : Optional.empty();
                add(directives, begun, words, lua ? List.of() : block(depth + 1), code);
            } else {
                words.add(c == '"' || c == '\'' ? quoted(c) : word());
            }
        }
        return directives;
    }

    private static void add(
            List<NginxDirective> to, int line, List<String> words, List<NginxDirective> block, Optional<String> code) {
        if (!words.isEmpty()) {
            to.add(new NginxDirective(line, List.copyOf(words), block, code));
            words.clear();
        }
    }

    /** To the next character that is neither space nor comment; false at the end. */
    private boolean skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    next();
                }
            } else if (!Character.isWhitespace(c)) {
                return true;
            } else {
                next();
            }
        }
        return false;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < text.length() && " \t\r\n;{}".indexOf(text.charAt(at)) < 0) {
            if (text.startsWith("${", at)) {
                word.append(next()).append(next());
            } else {
                word.append(next());
            }
        }
        return word.toString();
    }

    private String quoted(char quote) {
        next();
        StringBuilder word = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote) {
                next();
            }
            word.append(next());
        }
        if (at < text.length()) {
            next();
        }
        return word.toString();
    }

    /** To the brace that closes a Lua block; braces in strings and comments do not count. */
    private String code() {
        int begin = at;
        int depth = 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                skipLuaString(c);
            } else if (text.startsWith("--", at)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    next();
                }
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                String code = text.substring(begin, at);
                next();
                return code;
            }
            if (at < text.length()) {
                next();
            }
        }
        return text.substring(begin);
    }

    /** To the quote that ends it. */
    private void skipLuaString(char quote) {
        next();
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            if (text.charAt(at) == '\\') {
                next();
            }
            if (at < text.length()) {
                next();
            }
        }
    }

    private char next() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
        }
        return c;
    }
}
