package io.orkestro.monolith.notification.news;

import io.orkestro.monolith.notification.news.NotifiedCouriers.Courier;
import io.orkestro.monolith.notification.news.NotifiedRetailers.Retailer;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What notification remembers of others' aggregates, told to a side that has not heard it itself: nobody else tells of a
 * delivery again that ended last week, and its messages can still be asked for. Within the caller's transaction.
 */
@Component
public class NotifiedCopies {

    public static final String SNAPSHOT = "notified.snapshot.v1";

    private final NotifiedDeliveries deliveries;
    private final NotifiedRetailers retailers;
    private final NotifiedCouriers couriers;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Outbox outbox;
    private final Clock clock;

    NotifiedCopies(
            NotifiedDeliveries deliveries,
            NotifiedRetailers retailers,
            NotifiedCouriers couriers,
            JdbcClient jdbc,
            JsonMapper json,
            Outbox outbox,
            Clock clock) {
        this.deliveries = deliveries;
        this.retailers = retailers;
        this.couriers = couriers;
        this.jdbc = jdbc;
        this.json = json;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One of the three; the envelope's sequence is that of what was heard. */
    public record Told(
            @Nullable ToldDelivery notifiedDelivery,
            @Nullable Retailer retailer,
            @Nullable Courier courier) {}

    /**
     * A delivery's facts, and whose it is.
     *
     * @param heardAt when they were heard, so that they are forgotten in time on both sides; absent where a side of before
     *     does not say
     */
    public record ToldDelivery(
            String retailerId, ObjectNode facts, @Nullable Instant heardAt) {}

    public void hear(long sequence, Told told) {
        ToldDelivery delivery = told.notifiedDelivery();
        if (delivery != null) {
            Instant heardAt = Objects.requireNonNullElseGet(delivery.heardAt(), clock::instant);
            deliveries.remember(sequence, delivery.retailerId(), delivery.facts(), heardAt);
        }
        if (told.retailer() != null) {
            retailers.remember(sequence, told.retailer());
        }
        if (told.courier() != null) {
            couriers.remember(sequence, told.courier());
        }
    }

    public void tellDelivery(String id) {
        deliveries
                .find(id)
                .ifPresent(known -> tell(
                        id,
                        known.sequence(),
                        new Told(
                                new ToldDelivery(known.retailerId(), json.valueToTree(known.facts()), known.heardAt()),
                                null,
                                null)));
    }

    public void tellRetailer(String id) {
        retailers
                .find(id)
                .ifPresent(known -> tell(id, sequenceIn("notified_retailer", id), new Told(null, known, null)));
    }

    public void tellCourier(String id) {
        couriers.find(id).ifPresent(known -> tell(id, sequenceIn("notified_courier", id), new Told(null, null, known)));
    }

    public List<String> deliveriesAfter(@Nullable String after, int limit) {
        return idsAfter("notified_delivery", after, limit);
    }

    public List<String> retailersAfter(@Nullable String after, int limit) {
        return idsAfter("notified_retailer", after, limit);
    }

    public List<String> couriersAfter(@Nullable String after, int limit) {
        return idsAfter("notified_courier", after, limit);
    }

    private void tell(String id, long sequence, Told told) {
        outbox.append(
                Message.event(Capability.NOTIFICATION.slug(), SNAPSHOT, id, sequence, 0, Decision.allMonolith(), told));
    }

    private long sequenceIn(String table, String id) {
        return jdbc.sql("select sequence from %s where id = :id".formatted(table))
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private List<String> idsAfter(String table, @Nullable String after, int limit) {
        return jdbc.sql("select id from %s where id collate \"C\" > :after order by id collate \"C\" limit :limit"
                        .formatted(table))
                .param("after", Objects.requireNonNullElse(after, ""))
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
