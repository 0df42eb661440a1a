package dev.portmux.cli.imports.result;

import dev.portmux.routes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Methods of HTTP by their first letters, as rules for first bytes write them. */
final class HttpMethods {
    private static final List<String> KNOWN = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "CONNECT",
            "OPTIONS",
            "TRACE",
            "PATCH",
            "PROPFIND",
            "PROPPATCH",
            "MKCOL",
            "COPY",
            "MOVE",
            "LOCK",
            "UNLOCK",
            "REPORT",
            "SEARCH");

    private HttpMethods() {}

    /** Every method that begins with one of these; none if one of these begins no method. */
    static List<String> beginning(List<Bytes> beginnings) {
        List<String> methods = new ArrayList<>();
        for (Bytes bytes : beginnings) {
            String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
            List<String> begun = KNOWN.stream()
                    .filter(method -> (method + " ").startsWith(text))
                    .toList();
            if (begun.isEmpty()) {
                return List.of();
            }
            methods.addAll(begun);
        }
        return methods.stream().distinct().toList();
    }

    /** Whether somebody who lists these means all of HTTP. */
    static boolean areTheUsual(List<String> methods) {
        return methods.contains("GET") && methods.contains("POST");
    }
}
