package io.orkestro.gateway.edge.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Headers that belong to one connection and end with it (RFC 9110, 7.6.1): those that always do, and those that their sender
 * names in {@code Connection}. How a body is framed on the next connection is for whoever writes it there.
 */
final class HopHeaders {

    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Set<String> these;

    private HopHeaders(Set<String> these) {
        this.these = these;
    }

    static HopHeaders in(HttpHeaders headers) {
        List<String> named = headers.getConnection();
        if (named.isEmpty()) {
            return new HopHeaders(ALWAYS);
        }
        Set<String> these = new HashSet<>(ALWAYS);
        named.forEach(name -> these.add(name.toLowerCase(Locale.ROOT)));
        return new HopHeaders(these);
    }

    static void removeFrom(HttpHeaders headers) {
        in(headers).these.forEach(headers::remove);
    }

    boolean contain(String lowerCaseName) {
        return these.contains(lowerCaseName);
    }
}
