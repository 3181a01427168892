package io.orkestro.gateway.edge.shadow;

import static io.orkestro.gateway.edge.shadow.ComparedRoute.read;
import static io.orkestro.gateway.edge.shadow.ComparedRoute.rehearsed;
import static io.orkestro.gateway.edge.shadow.Rules.EXACT;
import static io.orkestro.gateway.edge.shadow.Rules.derived;
import static io.orkestro.gateway.edge.shadow.Rules.ignored;
import static io.orkestro.gateway.edge.shadow.Rules.listed;
import static io.orkestro.gateway.edge.shadow.Rules.present;
import static io.orkestro.gateway.edge.shadow.Rules.seconds;
import static io.orkestro.gateway.edge.shadow.Rules.under;
import static io.orkestro.gateway.edge.shadow.Rules.unordered;
import static io.orkestro.gateway.edge.shadow.Rules.within;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What is compared, and by which rules. Reads are asked as they are. What creates or evaluates is rehearsed. What changes
 * something that is there, takes it back or reports on it is not compared: its answer depends on who owns it now.
 *
 * <p>Where nothing is said a field is the same on both sides, to the letter.
 */
final class ComparedRoutes {

    /** Both sides say "now" when they are asked, which is at almost the same time. */
    private static final int NOW = 10;
    /** Estimates of the same arrival. */
    private static final int ABOUT_THEN = 120;

    // What is read: told from side to side, whole, so nothing about it is anybody's own.

    private static final Rules PAGE = pageBy("id");

    private static final Rules OPT_OUTS = pageBy("address");

    /** Each side judges positions and estimates for itself, and the other side is told of one position in five seconds. */
    private static final Rules TRACKING = Rules.of(
            seconds(ABOUT_THEN, "/eta/pickup", "/eta/dropoff"),
            within(2, "/eta/lateByMinutes"),
            seconds(15, "/lastPosition/recordedAt"),
            within(0.005, "/lastPosition/lat", "/lastPosition/lng"),
            unordered("", "/missing"));

    // What is created: as the client said, with an id that its key decides, born now.

    private static final Rules NEW_DELIVERY = Rules.of(
            derived("/id"),
            present("/trackingCode", "/trackingUrl"),
            seconds(NOW, "/createdAt", "/updatedAt", "/pickup/readyAt", "/pickup/deadlineAt"),
            seconds(NOW, "/dropoff/readyAt", "/dropoff/deadlineAt", "/dispatch/quotesAt", "/dispatch/giveUpAt"),
            seconds(ABOUT_THEN, "/pickupEta", "/dropoffEta"),
            unordered("", "/requirements"));

    private static final Rules NEW_QUOTES = Rules.of(
            derived("/id"),
            seconds(NOW, "/createdAt", "/expiresAt"),
            unordered("courier/id", "/quotes"),
            under(
                    "/quotes/*",
                    Rules.of(
                            // The token is signed and has times in it; the fee is to be the same to the penny.
                            present("/id", "/token"),
                            seconds(ABOUT_THEN, "/pickupEta", "/dropoffEta"),
                            seconds(NOW, "/expiresAt"),
                            unordered("", "/reasons"))));

    private static final Rules EVALUATION = Rules.of(
            unordered("courierId", "/candidates"),
            under(
                    "/candidates/*",
                    Rules.of(
                            present("/quoteId"),
                            within(0.001, "/score"),
                            seconds(ABOUT_THEN, "/pickupEta", "/dropoffEta"),
                            seconds(NOW, "/expiresAt"),
                            unordered("", "/reasons"))));

    private static final Rules NEW_COURIER =
            Rules.of(derived("/id", "/key"), present("/offerSecret"), seconds(NOW, "/createdAt", "/updatedAt"));

    private static final Rules NEW_MESSAGE =
            Rules.of(derived("/id"), ignored("/providerId"), seconds(NOW, "/createdAt", "/nextAttemptAt", "/sentAt"));

    private static final Rules NEW_ENDPOINT =
            Rules.of(derived("/id"), present("/secret"), seconds(NOW, "/createdAt", "/updatedAt"));

    private static final Rules NEW_OPT_OUT = Rules.of(seconds(NOW, "/createdAt"));

    private static final List<Entry> ROUTES = Stream.of(
                    read("GET /v1/deliveries/{id}/tracking", TRACKING),
                    read("GET /v1/deliveries/{id}/messages", PAGE),
                    read("GET /v1/deliveries/{id}/proof", PAGE),
                    read("GET /v1/deliveries/{id}/decision", EXACT),
                    read("GET /v1/deliveries/{id}", EXACT),
                    read("GET /v1/deliveries", PAGE),
                    read("GET /v1/dispatch-rules", EXACT),
                    read("GET /v1/couriers/{id}/bookings/{bookingId}", EXACT),
                    read("GET /v1/couriers/{id}/bookings", PAGE),
                    read("GET /v1/couriers/{id}", EXACT),
                    read("GET /v1/couriers", PAGE),
                    read("GET /v1/notification-rules", EXACT),
                    read("GET /v1/opt-outs", OPT_OUTS),
                    read("GET /v1/webhook-endpoints/{id}/attempts", PAGE),
                    read("GET /v1/webhook-endpoints/{id}", EXACT),
                    read("GET /v1/webhook-endpoints", PAGE),
                    rehearsed("POST /v1/deliveries", NEW_DELIVERY),
                    rehearsed("POST /v1/deliveries/{id}/messages", NEW_MESSAGE),
                    rehearsed("POST /v1/quotes", NEW_QUOTES),
                    rehearsed("POST /v1/couriers", NEW_COURIER),
                    rehearsed("POST /v1/dispatch-rules/evaluate", EVALUATION),
                    rehearsed("POST /v1/webhook-endpoints", NEW_ENDPOINT),
                    rehearsed("POST /v1/opt-outs", NEW_OPT_OUT),
                    rehearsed("PUT /v1/dispatch-rules", EXACT).unlessOvertaken(409),
                    rehearsed("PUT /v1/notification-rules", EXACT).unlessOvertaken(409))
            .map(Entry::of)
            .toList();

    private record Entry(HttpMethod method, PathPattern pattern, ComparedRoute route) {

        static Entry of(ComparedRoute route) {
            int space = route.name().indexOf(' ');
            return new Entry(
                    HttpMethod.valueOf(route.name().substring(0, space)),
                    PathPatternParser.defaultInstance.parse(route.name().substring(space + 1)),
                    route);
        }
    }

    private ComparedRoutes() {}

    /** @param key the field that tells elements apart */
    private static Rules pageBy(String key) {
        return Rules.of(listed(key, "/data"), present("/nextCursor"));
    }

    static @Nullable ComparedRoute of(HttpMethod method, PathContainer path) {
        for (Entry entry : ROUTES) {
            if (entry.method().equals(method) && entry.pattern().matches(path)) {
                return entry.route();
            }
        }
        return null;
    }

    static List<ComparedRoute> all() {
        return ROUTES.stream().map(Entry::route).toList();
    }
}
