package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Every courier hangs, and shops' checkouts are answered all the same: they wait for three seconds at most. */
@Tag("long")
@ExtendWith(RunningPlatform.class)
class HangingCouriersIT {

    private static final Logger log = LoggerFactory.getLogger(HangingCouriersIT.class);

    private static final Duration PROMISED = Duration.ofSeconds(3);
    private static final int COURIERS = 5;
    private static final int SHOPS = 10;
    private static final int QUESTIONS = 400;
    /** As many checkouts ask at any moment. */
    private static final int AT_ONCE = 40;

    private final Platform platform;
    private final UberStub uber = UberStub.open();
    private final List<String> couriers = new ArrayList<>();

    HangingCouriersIT(Platform platform) {
        this.platform = platform;
    }

    @AfterEach
    void nobodyHangsAnyMore() {
        couriers.forEach(
                id -> platform.ops().post("/v1/couriers/" + id + "/pause", "{}").expect(200));
        uber.close();
    }

    private record Answered(Duration took, String price) {}

    @Test
    void checkoutsAreAnsweredInTime() throws Exception {
        for (int i = 0; i < COURIERS; i++) {
            couriers.add(courier());
        }
        List<String> shops = new ArrayList<>();
        for (int i = 0; i < SHOPS; i++) {
            shops.add(connected());
        }
        AtomicInteger before = new AtomicInteger();
        await("a price while couriers answer")
                .atMost(Duration.ofSeconds(30))
                .until(() -> ask(shops.getFirst(), before.decrementAndGet()).price(), "650"::equals);

        uber.hangs();
        List<Answered> answers = new ArrayList<>();
        try (ExecutorService checkouts = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Answered>> asked = new ArrayList<>();
            for (int i = 0; i < QUESTIONS; i++) {
                int number = i;
                asked.add(checkouts.submit(() -> ask(shops.get(number % SHOPS), number)));
            }
            for (Future<Answered> one : asked) {
                answers.add(one.get());
            }
        }
        List<Long> millis =
                answers.stream().map(one -> one.took().toMillis()).sorted().toList();
        Map<String, Integer> prices = new TreeMap<>();
        answers.forEach(one -> prices.merge(one.price(), 1, Integer::sum));
        log.info(
                "{} checkouts, {} at once, every courier hanging: p50 {} ms, p90 {} ms, p99 {} ms, slowest {} ms; prices {}; {} questions hung",
                QUESTIONS,
                AT_ONCE,
                percentile(millis, 50),
                percentile(millis, 90),
                percentile(millis, 99),
                millis.getLast(),
                prices,
                uber.hanging());
        assertThat(uber.hanging()).as("couriers were asked").isPositive();
        assertThat(prices).containsOnlyKeys("699");
        assertThat(percentile(millis, 99)).isLessThan(PROMISED.toMillis());
    }

    /** Far from all other couriers of the platform. */
    private String courier() {
        String key = "hang" + Long.toString(System.nanoTime() % 60_466_176, 36);
        platform.ops().post("/v1/couriers", """
            {"key":"%1$s","name":"Uber of Leeds","vehicles":[{"type":"bike","maxWeightGrams":15000}],
             "serviceArea":{"center":{"lat":53.7997,"lng":-1.5492},"radiusMeters":8000},
             "rateCard":{"currency":"GBP","base":100,"perKm":10},"capacity":100,"speedKmh":15,"requirements":["photo"]}\
            """.formatted(key)).expect(201);
        await("the service knows the courier")
                .atMost(Duration.ofSeconds(20))
                .until(() -> platform.ops()
                                .put("/v1/couriers/crr_" + key + "/account", uber.account())
                                .status()
                        == 200);
        return "crr_" + key;
    }

    private String connected() {
        String key = "till" + Long.toString(System.nanoTime() % 60_466_176, 36);
        Api retailer = platform.retailer("ret_" + key);
        String store = retailer.post("/v1/stores", """
            {"name":"Kirkgate Cheese","address":{"line1":"34 George Street","city":"Leeds","postcode":"LS2 7HY","country":"GB"},
             "location":{"lat":53.7969,"lng":-1.5385},"phone":"+441132460018"}\
            """).expect(201).at("/id");
        String connection = """
            {"kind":"shopify","name":"Kirkgate","storeId":"%s","country":"GB",
             "fallbackRate":{"fee":{"amount":699,"currency":"GBP"},"dropoffMinutes":90},
             "settings":{"shop":"kirkgate.myshopify.com"},"secrets":{"signingSecret":"hush"}}\
            """.formatted(store);
        return await("dispatch knows the store")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> retailer.post(
                                "/v1/connections", connection, UUID.randomUUID().toString()),
                        answer -> answer.status() == 201)
                .at("/id");
    }

    /** No two questions are the same. */
    private Answered ask(String connection, int number) {
        byte[] question = """
            {"rate":{"destination":{"country":"GB","postal_code":"LS6 1AN","city":"Leeds","name":"Grace Lin",
               "address1":"22 Headingley Lane","phone":"07700 900123","latitude":53.8155,"longitude":-1.5640},
             "items":[{"name":"Cheese box","quantity":1,"grams":900,"price":%d,"requires_shipping":true}],
             "currency":"GBP","locale":"en-GB"}}\
            """.formatted(3_200 + number).getBytes(StandardCharsets.UTF_8);
        long begun = System.nanoTime();
        JsonNode answer = platform.anonymous()
                .sendRaw("POST", "/shops/" + connection + "/rates", question, Map.of())
                .expect(200)
                .json();
        return new Answered(
                Duration.ofNanos(System.nanoTime() - begun),
                answer.at("/rates/0/total_price").asString("none"));
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }
}
