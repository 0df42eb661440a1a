package dev.portmux.cli.imports.nginx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directive of nginx.
 *
 * @param line  from 1
 * @param words name and parameters
 * @param block what stands between braces
 * @param code  the text between braces of a {@code _by_lua_block}
 */
record NginxDirective(int line, List<String> words, List<NginxDirective> block, Optional<String> code) {

    String name() {
        return words.getFirst();
    }

    /** The word at an index, or nothing. */
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    Stream<NginxDirective> all(String name) {
        return block.stream().filter(directive -> directive.name().equals(name));
    }

    Optional<NginxDirective> first(String name) {
        return all(name).findFirst();
    }

    String text() {
        return String.join(" ", words);
    }
}
