package dev.portmux.detection.parse;

/**
 * Where an HTTP/1 request is for (RFC 9112 section 3.2).
 *
 * @param authority host and port of the absolute and the authority form, else empty
 * @param path      without the query; {@code /} if there is none. Compared as it was sent, percent signs included
 */
public record RequestTarget(String authority, String path) {

    public static RequestTarget of(String target) {
        if (target.startsWith("/") || target.equals("*")) {
            return new RequestTarget("", withoutQuery(target));
        }
        int scheme = target.indexOf("://");
        String rest = scheme < 0 ? target : target.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0
                ? new RequestTarget(withoutQuery(rest), "/")
                : new RequestTarget(rest.substring(0, slash), withoutQuery(rest.substring(slash)));
    }

    /** Whether the path is the prefix, or goes on behind it with a new segment. */
    public boolean isBelow(String prefix) {
        String parent = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.equals(parent) || path.startsWith(parent + "/");
    }

    public static String withoutPort(String authority) {
        int colon = authority.indexOf(':', authority.startsWith("[") ? Math.max(authority.indexOf(']'), 0) : 0);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
