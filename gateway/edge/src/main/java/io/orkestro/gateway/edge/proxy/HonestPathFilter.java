package io.orkestro.gateway.edge.proxy;

import io.orkestro.platform.web.problem.Malformed;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses paths that another server could read as a different path: dot segments, plain, encoded or with parameters,
 * and back-slashes. The table of paths must mean what the backend will serve.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class HonestPathFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return isHonest(exchange.getRequest().getURI().getRawPath())
                ? chain.filter(exchange)
                : Mono.error(new Malformed("malformed_path", "Paths have neither dot segments nor back-slashes."));
    }

    static boolean isHonest(String rawPath) {
        if (rawPath.indexOf('.') < 0 && rawPath.indexOf('%') < 0) {
            return true;
        }
        String path = rawPath.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%2f", "/");
        if (path.contains("%5c") || path.contains("%00")) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
