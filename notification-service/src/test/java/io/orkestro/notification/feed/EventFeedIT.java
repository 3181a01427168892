package io.orkestro.notification.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.notification.news.NewsBody;
import io.orkestro.notification.world.Api;
import io.orkestro.notification.world.Happenings;
import io.orkestro.notification.world.Happenings.Life;
import io.orkestro.notification.world.NotificationTest;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.messaging.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The feed as a retailer reads it: all there is, once, in one order that stays. */
@NotificationTest
class EventFeedIT {

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private EventFeed feed;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @Test
    void whatHappensOnEitherSideIsThereOnceAndOthersDoNotSeeIt() {
        List<Message> news = new ArrayList<>(List.of(life.created(), life.assignedTo("pedal")));
        life.notifiedByTheMonolith();
        news.add(life.reached("picked_up"));
        news.addAll(List.copyOf(news));
        Collections.shuffle(news, new Random(5));
        happenings.happen(news);
        happenings.happen(life.etaMoved(Instant.now(), Instant.now().plusSeconds(600)));

        await().untilAsserted(() -> assertThat(types("")).hasSize(4));
        assertThat(types(""))
                .containsExactlyInAnyOrder(
                        "delivery.created", "delivery.assigned", "delivery.picked_up", "delivery.eta_changed");
        assertThat(types("?type=delivery.picked_up,delivery.created"))
                .containsExactlyInAnyOrder("delivery.picked_up", "delivery.created");
        JsonNode assigned = api.retailer(key)
                .get("/v1/events?type=delivery.assigned")
                .json()
                .at("/data/0");
        assertThat(assigned.at("/data/courier/driverPhone").asString()).isEqualTo("+44********56");
        assertThat(assigned.at("/externalId").asString()).isEqualTo("order-1");
        assertThat(assigned.at("/sequence").asInt()).isEqualTo(2);
        assertThat(api.retailer(Happenings.newKey())
                        .get("/v1/events")
                        .json()
                        .at("/data")
                        .size())
                .isZero();
        assertThat(api.courier("pedal").get("/v1/events").status()).isEqualTo(403);
    }

    @Test
    void aCursorGoesOnWhereItWas() {
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        await().untilAsserted(() -> assertThat(types("")).hasSize(3));

        Answer first = api.retailer(key).get("/v1/events?limit=2");
        Answer second = api.retailer(key).get("/v1/events?after=" + first.text("/nextCursor"));
        Answer third = api.retailer(key).get("/v1/events?after=" + second.text("/nextCursor"));

        assertThat(first.json().at("/data").size()).isEqualTo(2);
        assertThat(second.json().at("/data").size()).isEqualTo(1);
        assertThat(third.json().at("/data").size()).isZero();
        happenings.happen(life.reached("delivered"));
        await().untilAsserted(() ->
                assertThat(types("?after=" + third.text("/nextCursor"))).containsExactly("delivery.delivered"));
        Answer nothingOfThat = api.retailer(key).get("/v1/events?type=delivery.failed");
        assertThat(types("?after=" + nothingOfThat.text("/nextCursor"))).isEmpty();
        assertThat(api.retailer(key).get("/v1/events?after=nonsense").status()).isEqualTo(400);
        assertThat(api.retailer(key).get("/v1/events?limit=0").status()).isEqualTo(422);
    }

    @Test
    void aCursorThatIsOlderThanWhatIsKeptIsRefused() {
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        await().untilAsserted(() -> assertThat(types("")).hasSize(3));
        // The first was recorded by a clock that was wrong: still no gap.
        jdbc.sql("update event set recorded_at = now() - interval '91 days' where retailer_id = :id and position = 2")
                .param("id", "ret_" + key)
                .update();
        assertThat(feed.forgetSome()).isGreaterThanOrEqualTo(2);

        Answer refused = api.retailer(key).get("/v1/events?after=1");

        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.text("/code")).isEqualTo("cursor_expired");
        assertThat(types("")).hasSize(1);
        assertThat(types("?after=2")).hasSize(1);
        jdbc.sql("update event set recorded_at = now() - interval '91 days' where retailer_id = :id")
                .param("id", "ret_" + key)
                .update();
        assertThat(feed.forgetSome()).isPositive();
        assertThat(api.retailer(key).get("/v1/events?after=2").status()).isEqualTo(410);
        Answer upToDate = api.retailer(key).get("/v1/events?after=3");
        assertThat(upToDate.status()).isEqualTo(200);
        assertThat(upToDate.text("/nextCursor")).isEqualTo("3");
    }

    @Test
    void aReaderMissesNothingThatManyWriteAtOnce() throws Exception {
        String retailerId = "ret_" + key;
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        int writers = 4;
        int each = 60;
        CountDownLatch begin = new CountDownLatch(1);
        Set<String> written = Collections.synchronizedSet(new HashSet<>());
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer;
                work.add(pool.submit(() -> {
                    begin.await();
                    for (int i = 0; i < each; i++) {
                        NewsBody event = anEvent("evt_" + key + "_" + name + i);
                        boolean fails = ThreadLocalRandom.current().nextInt(5) == 0;
                        transaction.executeWithoutResult(status -> {
                            feed.append(retailerId, event);
                            dawdle();
                            if (fails) {
                                status.setRollbackOnly();
                            }
                        });
                        if (!fails) {
                            written.add(event.id());
                        }
                    }
                    return null;
                }));
            }
            begin.countDown();
            List<String> read = new ArrayList<>();
            long position = 0;
            while (work.stream().anyMatch(future -> !future.isDone()) || read.size() < written.size()) {
                EventFeed.Stretch stretch = feed.after(retailerId, position, Set.of(), 7);
                stretch.events().forEach(event -> read.add(event.get("id").asString()));
                position = stretch.position();
                assertThat(position).isEqualTo(read.size());
            }
            for (Future<?> future : work) {
                future.get();
            }
            assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
        }
    }

    private static void dawdle() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NewsBody anEvent(String id) {
        return new NewsBody(id, "delivery.updated", Instant.now(), 1L, null, null, true, Map.of());
    }

    private List<String> types(String query) {
        return api.retailer(key)
                .get("/v1/events" + query)
                .json()
                .at("/data")
                .valueStream()
                .map(event -> event.at("/type").asString())
                .toList();
    }
}
