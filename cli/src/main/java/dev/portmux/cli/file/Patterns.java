package dev.portmux.cli.file;

import java.util.Map;

/** The patterns of the definition in words. */
final class Patterns {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("^([0-9a-fA-F]{2})+$", "an even number of hex digits"),
            Map.entry(
                    "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                    "lower-case letters, digits and '-', beginning and ending with no '-'"),
            Map.entry("^([0-9]{1,5}(h|m|s|ms)){1,4}$", "a duration such as 500ms or 1m30s"),
            Map.entry(
                    "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                    "a host name in lower case such as www.example.com or *.example.com"),
            Map.entry("^/[!-~]*$", "a path such as /api, in printable ASCII without spaces"),
            Map.entry("^[A-Z][-A-Z_]*$", "a method in capitals such as GET"),
            Map.entry("^[ -~]*$", "printable ASCII"),
            Map.entry(
                    "^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                    "an API group such as example.com, or nothing for the core group"),
            Map.entry("^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$", "letters, digits and '-', beginning with a letter"),
            Map.entry(
                    "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]"
                            + "|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
                    "a quantity such as 100m or 64Mi"),
            Map.entry(
                    "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                    "a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit"),
            Map.entry(
                    "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$",
                    "nothing, or letters, digits, '-', '_' and '.', beginning and ending with a letter or digit"),
            Map.entry(
                    "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                            + "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$",
                    "a name such as team or example.com/team"));

    private Patterns() {}

    static String inWords(String pattern) {
        return WORDS.getOrDefault(pattern, "text of the form " + pattern);
    }
}
