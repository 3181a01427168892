package io.orkestro.monolith.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.world.Api;
import io.orkestro.monolith.world.Happenings;
import io.orkestro.monolith.world.Happenings.Life;
import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.monolith.world.Receiver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept for a while is gone after it, and with it whom it was about; what is still needed stays. */
@MonolithTest
class ForgettingIT {

    private static final List<String> MEMORIES = List.of("message", "notified_delivery", "told_news", "webhook");

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ForgetOldRows forgetting;

    private final String key = Happenings.newKey();

    @Test
    void nothingIsLeftOfADeliveryThatHasLongBeenOver() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            register(receiver);
            Life over = Happenings.aDeliveryOf(key);
            Life recent = Happenings.aDeliveryOf(key);
            happenings.happen(over.created(), over.reached("delivered"));
            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
            await().untilAsserted(() -> assertThat(tablesThatKnow(over)).containsExactlyElementsOf(MEMORIES));
            happenings.happen(recent.created(), recent.reached("delivered"));
            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(4));
            await().untilAsserted(() -> assertThat(tablesThatKnow(recent)).containsExactlyElementsOf(MEMORIES));
            await().untilAsserted(() -> assertThat(open(over)).isZero());
            assertThat(tries(over)).isEqualTo(2);
            age(over);

            forgetting.run();

            assertThat(tablesThatKnow(over)).isEmpty();
            assertThat(tries(over)).isZero();
            assertThat(triesOfNothing()).isZero();
            assertThat(tablesThatKnow(recent)).containsExactlyElementsOf(MEMORIES);
            assertThat(api.retailer(key)
                            .get("/v1/deliveries/" + over.id() + "/messages")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsUnderWayOrStillToBeToldStays() {
        try (Receiver receiver = Receiver.that(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "15");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        })) {
            Api.Answer endpoint = register(receiver);
            Life life = Happenings.aDeliveryOf(key);
            happenings.happen(life.created());
            await().untilAsserted(() -> assertThat(tries(life)).isEqualTo(2));
            await().untilAsserted(() -> assertThat(tablesThatKnow(life)).contains("message"));
            jdbc.sql("update message set status = 'queued', due_at = now() + interval '1 hour' where delivery_id = :id")
                    .param("id", life.id())
                    .update();
            age(life);

            forgetting.run();

            assertThat(tablesThatKnow(life)).contains("message", "notified_delivery", "webhook");
            api.retailer(key).delete("/v1/webhook-endpoints/" + endpoint.text("/id"));
        }
    }

    @Test
    void howeverMuchItIsAllOfItGoes() {
        jdbc.sql("""
                        insert into told_news (delivery_id, handle, type, sequence, happened_at, retailer_id, decision, data, told_at)
                        select :key || n, '1', 'delivery.created', 1, now(), :key, 'MMMM', '{}', now() - interval '2 hours'
                        from generate_series(1, 11000) n
                        """).param("key", key).update();

        forgetting.run();

        assertThat(jdbc.sql("select count(*) from told_news where retailer_id = :key")
                        .param("key", key)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Api.Answer register(Receiver receiver) {
        return api.retailer(key).post("/v1/webhook-endpoints", "{\"url\": \"%s\"}".formatted(receiver.url()));
    }

    /** Wherever its id stands, in whatever column. */
    private List<String> tablesThatKnow(Life life) {
        return MEMORIES.stream()
                .filter(table -> jdbc.sql("select exists (select from %s t where cast(to_jsonb(t) as text) like :id)"
                                .formatted(table))
                        .param("id", "%" + life.id() + "%")
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private int open(Life life) {
        return jdbc.sql("""
                        select count(*) from webhook_attempt a join webhook w on w.id = a.webhook_id
                        where w.delivery_id = :id and a.status = 'pending'
                        """).param("id", life.id()).query(Integer.class).single();
    }

    private int tries(Life life) {
        return jdbc.sql("""
                        select count(*) from webhook_attempt a join webhook w on w.id = a.webhook_id
                        where w.delivery_id = :id
                        """).param("id", life.id()).query(Integer.class).single();
    }

    private int triesOfNothing() {
        return jdbc.sql("""
                        select count(*) from webhook_attempt a join webhook_endpoint e on e.id = a.endpoint_id
                        where e.retailer_id = :retailer and not exists (select from webhook w where w.id = a.webhook_id)
                        """)
                .param("retailer", "ret_" + key)
                .query(Integer.class)
                .single();
    }

    private void age(Life life) {
        List.of(
                        "update webhook set created_at = now() - interval '31 days' where delivery_id = :id",
                        "update message set created_at = now() - interval '91 days' where delivery_id = :id",
                        "update notified_delivery set heard_at = now() - interval '91 days' where id = :id",
                        "update told_news set told_at = now() - interval '2 hours' where delivery_id = :id")
                .forEach(sql -> jdbc.sql(sql).param("id", life.id()).update());
    }
}
