package io.orkestro.gateway.edge.route;

import static io.orkestro.platform.routing.Capability.COURIER_MARKETPLACE;
import static io.orkestro.platform.routing.Capability.DISPATCH;
import static io.orkestro.platform.routing.Capability.NOTIFICATION;
import static io.orkestro.platform.routing.Capability.TRACKING;

import io.orkestro.gateway.edge.trace.RequestTraces;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which path belongs to what. The first row that matches serves; what no row matches is a 404. */
public final class PathTable {

    private static final List<Row> ROWS = List.of(
            withKey(
                    servedByOwnerOf(TRACKING), //
                    "/v1/deliveries/{id}/positions",
                    "/v1/deliveries/{id}/tracking"),
            withKey(
                    servedByOwnerOf(NOTIFICATION),
                    "/v1/deliveries/{id}/messages",
                    "/v1/notification-rules",
                    "/v1/opt-outs/**",
                    "/v1/webhook-endpoints/**"),
            withKey(
                    servedByOwnerOf(DISPATCH), //
                    "/v1/deliveries/**",
                    "/v1/dispatch-rules/**"),
            // Born in the service: the monolith never had them.
            withKey(
                    servedByService(COURIER_MARKETPLACE), //
                    "/v1/checkout-rates/**",
                    "/v1/couriers/{id}/account",
                    "/v1/couriers/{id}/health"),
            withKey(
                    servedByService(DISPATCH), //
                    "/v1/connections/**",
                    "/v1/orders/**",
                    "/v1/imports/**"),
            withKey(servedByService(NOTIFICATION), "/v1/events"),
            withKey(
                    servedByOwnerOf(COURIER_MARKETPLACE), //
                    "/v1/quotes",
                    "/v1/couriers/**"),
            withKey(
                    always(Backend.MONOLITH), //
                    "/v1/account",
                    "/v1/stores/**"),
            // Live pages likewise; an open one goes on when its capability moves.
            withKey(servedByService(TRACKING), "/v1/fleet"),
            withKey(servedByService(TRACKING), "/v1/fleet/events").streaming(),
            open(servedByService(TRACKING), "/track/{code}/events").streaming(),
            open(servedByService(TRACKING), "/track/assets/**", "/fleet"),
            open(servedByOwnerOf(TRACKING), "/track/**"),
            open(servedByService(COURIER_MARKETPLACE), "/courier-webhooks/{id}"),
            open(servedByService(DISPATCH), "/shops/**", "/intake/**"),
            open(always(Backend.CONSOLE), "/togglz-console/**"));

    private static final String ROW = Row.class.getName();

    private PathTable() {}

    /**
     * One row.
     *
     * @param needsKey whether a request needs an API key
     * @param streams whether an answer goes on for minutes, and its connection is to be nobody else's
     * @param server who serves it, given the decision for its routing key
     * @param capability what it belongs to, if either side can serve it; null where only one can
     */
    public record Row(
            List<PathPattern> paths,
            boolean needsKey,
            boolean streams,
            Function<Decision, Backend> server,
            @Nullable Capability capability) {

        private Row streaming() {
            return new Row(paths, needsKey, true, server, capability);
        }

        private @Nullable PathPattern matching(PathContainer path) {
            for (PathPattern pattern : paths) {
                if (pattern.matches(path)) {
                    return pattern;
                }
            }
            return null;
        }
    }

    /** The row a request was matched with. */
    public static Row rowOf(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ROW);
    }

    static boolean match(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath();
        for (Row row : ROWS) {
            PathPattern pattern = row.matching(path);
            if (pattern != null) {
                exchange.getAttributes().put(ROW, row);
                RequestTraces.follows(exchange, pattern.getPatternString());
                return true;
            }
        }
        return false;
    }

    /** The row that serves this path; null where none does. */
    public static @Nullable Row find(PathContainer path) {
        for (Row row : ROWS) {
            if (row.matching(path) != null) {
                return row;
            }
        }
        return null;
    }

    private static Row withKey(Server server, String... paths) {
        return new Row(parse(paths), true, false, server.chosen(), server.capability());
    }

    private static Row open(Server server, String... paths) {
        return new Row(parse(paths), false, false, server.chosen(), server.capability());
    }

    private static List<PathPattern> parse(String... paths) {
        return Arrays.stream(paths)
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    private record Server(
            Function<Decision, Backend> chosen, @Nullable Capability capability) {}

    private static Server servedByOwnerOf(Capability capability) {
        return new Server(decision -> Backend.serving(capability, decision.of(capability)), capability);
    }

    /** For what the monolith never had. */
    private static Server servedByService(Capability capability) {
        return always(Backend.serving(capability, Side.SERVICE));
    }

    private static Server always(Backend backend) {
        return new Server(decision -> backend, null);
    }
}
