package io.orkestro.dispatch.intake.event;

import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.connection.Connections;
import io.orkestro.dispatch.intake.connection.RememberedConnections;
import io.orkestro.dispatch.intake.connection.ShopKinds;
import io.orkestro.dispatch.intake.rate.Rates;
import io.orkestro.dispatch.intake.shop.Reception;
import io.orkestro.dispatch.intake.shop.ShopRequest;
import io.orkestro.dispatch.intake.shop.UnreadableEvent;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.web.problem.Malformed;
import io.orkestro.platform.web.problem.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /shops/{connectionId}}: open to all; what the shop did not sign is refused. What it did is kept as it came and
 * acknowledged at once, because shops wait for seconds, and give up on an address that fails.
 */
@RestController
class ShopController {

    private final Connections connections;
    private final RememberedConnections remembered;
    private final ShopKinds kinds;
    private final ShopEvents events;
    private final DueWork<Traced<ShopEvents.Due>> work;
    private final Rates rates;
    private final String publicUrl;
    private final Clock clock;

    ShopController(
            Connections connections,
            RememberedConnections remembered,
            ShopKinds kinds,
            ShopEvents events,
            DueWork<Traced<ShopEvents.Due>> work,
            Rates rates,
            @Value("${orkestro.public-url}") String publicUrl,
            Clock clock) {
        this.connections = connections;
        this.remembered = remembered;
        this.kinds = kinds;
        this.events = events;
        this.work = work;
        this.rates = rates;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @PostMapping({"/shops/{connectionId}", "/shops/{connectionId}/{path}"})
    ResponseEntity<?> receive(
            @PathVariable String connectionId,
            @PathVariable(required = false) @Nullable String path,
            @RequestHeader HttpHeaders headers,
            InputStream body)
            throws IOException {
        Instant since = clock.instant();
        Connection connection =
                remembered.find(connectionId).orElseThrow(() -> new NotFound("connection", connectionId));
        // As it came: what Spring makes of a form is not what was signed.
        byte[] raw = body.readAllBytes();
        String url = publicUrl + "/shops/" + connectionId + (path == null ? "" : "/" + path);
        ShopRequest request = new ShopRequest(path == null ? "" : path, url, headers::getFirst, raw);
        return switch (received(connection, request)) {
            case Reception.Event event -> {
                events.keep(connection, event.key(), event.topic(), kept(headers), raw);
                work.wake();
                yield event.answer() == null ? ResponseEntity.noContent().build() : ResponseEntity.ok(event.answer());
            }
            case Reception.Asked asked ->
                ResponseEntity.ok(asked.inWords().apply(rates.rate(connection, asked.question(), since)));
            case Reception.Ignored _ -> ResponseEntity.noContent().build();
            case Reception.Forged() -> {
                connections.refused(connectionId, clock.instant());
                throw new NotSigned();
            }
        };
    }

    /** Events are kept whatever they say; what is to be answered at once has to be understood at once. */
    private Reception received(Connection connection, ShopRequest request) {
        try {
            return kinds.of(connection).receive(connection.access(), request);
        } catch (UnreadableEvent e) {
            throw new Malformed("malformed_body", String.valueOf(e.getMessage()));
        }
    }

    /** What may matter when it is read again; not what the edge added, nor what proves who sent it. */
    private static Map<String, String> kept(HttpHeaders headers) {
        Map<String, String> kept = new TreeMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("x-orkestro-") && !lower.equals("authorization") && !lower.equals("cookie")) {
                kept.put(lower, String.join(", ", values));
            }
        });
        return kept;
    }
}
