package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A shop's busiest day: ten thousand orders in bursts, some of them told twice, and the service that takes them killed in the
 * middle, twice, once while deliveries move from the monolith to it. As a shop does, the test posts again what was not taken.
 */
@Tag("long")
@ExtendWith(RunningPlatform.class)
class IntakeBurstIT {

    private static final Logger log = LoggerFactory.getLogger(IntakeBurstIT.class);
    private static final String SECRET = "hush";
    private static final int BURSTS = 10;
    private static final int WORKERS = 16;

    /** Of a hundred orders so many have a phone number that is none. */
    private static final int BAD_ONES = 5;

    private final int total = Integer.getInteger("orkestro.shop.orders", 10_000);
    private final Platform platform;
    private final Api retailer;
    private final AtomicInteger posted = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();

    IntakeBurstIT(Platform platform) {
        this.platform = platform;
        this.retailer = platform.retailer("ret_burst");
    }

    @Test
    void eachOrderIsOneDeliveryOrOneHeldOrder() throws Exception {
        String connection = connect();
        long start = System.nanoTime();
        try (ExecutorService faults = Executors.newSingleThreadExecutor()) {
            for (int burst = 0; burst < BURSTS; burst++) {
                Future<?> fault = null;
                if (burst == 2 || burst == 6) {
                    boolean whileDeliveriesMove = burst == 6;
                    fault = faults.submit(() -> kill(whileDeliveriesMove));
                }
                burst(connection, burst);
                if (fault != null) {
                    fault.get();
                }
                log.info(
                        "{} of {} orders were taken, {} posted again",
                        (burst + 1) * total / BURSTS,
                        total,
                        again.get());
            }
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        await("all are worked through")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> waiting(connection) == 0 && orders("waiting").isEmpty());
        Duration worked = Duration.ofNanos(System.nanoTime() - start);

        Map<String, Integer> seen = new HashMap<>();
        List<JsonNode> accepted = orders("accepted");
        List<JsonNode> held = orders("held");
        for (List<JsonNode> some : List.of(accepted, held)) {
            some.forEach(order -> seen.merge(order.path("shopOrderId").asString(), 1, Integer::sum));
        }
        Set<String> deliveries = new HashSet<>();
        List<JsonNode> all = platform.all(retailer, "/v1/deliveries");
        all.forEach(delivery -> deliveries.add(delivery.path("id").asString()));
        log.info(
                "{} orders posted in {} s and worked through after {} s, {} posts again; {} accepted, {} held, {} deliveries",
                total,
                taken.toSeconds(),
                worked.toSeconds(),
                again.get(),
                accepted.size(),
                held.size(),
                all.size());
        assertThat(seen)
                .hasSize(total)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(held).hasSize(total * BAD_ONES / 100);
        assertThat(all).hasSameSizeAs(accepted);
        assertThat(accepted)
                .allMatch(order -> deliveries.contains(order.path("deliveryId").asString()));
    }

    private String connect() {
        String store = retailer.post("/v1/stores", """
                {"name":"Burst kitchen","address":{"line1":"14 Redchurch Street","city":"London","postcode":"E2 7DJ","country":"GB"},
                 "location":{"lat":51.5245,"lng":-0.0773},"phone":"+442079460018"}""").expect(201).at("/id");
        String body = """
                {"kind":"shopify","name":"Burst","storeId":"%s","preparationMinutes":1440,"country":"GB",
                 "settings":{"shop":"burst.myshopify.com"},"secrets":{"signingSecret":"%s"}}""".formatted(store, SECRET);
        return await("dispatch knows the store")
                .atMost(Duration.ofSeconds(20))
                .until(() -> retailer.post("/v1/connections", body), answer -> answer.status() == 201)
                .at("/id");
    }

    /** In the middle of the burst that is posted now. */
    private void kill(boolean whileDeliveriesMove) {
        int begun = posted.get();
        await("the middle of the burst")
                .atMost(Duration.ofMinutes(5))
                .until(() -> posted.get() > begun + total / BURSTS / 4);
        if (whileDeliveriesMove) {
            // Refused while a side is too busy to say that it is ready.
            await("dispatch moves")
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> {
                        platform.mover().flip("burst", Mover.Side.SERVICE);
                        return true;
                    });
        }
        platform.stack().process(Application.DISPATCH).kill();
        log.info("dispatch was killed after {} posts", posted.get());
        platform.stack().start(Application.DISPATCH);
        log.info("dispatch is back");
    }

    private void burst(String connection, int burst) throws Exception {
        int each = total / BURSTS;
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Callable<Void>> posts = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                int number = burst * each + i;
                posts.add(() -> {
                    post(connection, number, "create-" + number);
                    if (number % 10 == 0) {
                        post(connection, number, "update-" + number);
                    }
                    return null;
                });
            }
            for (Future<Void> one : workers.invokeAll(posts)) {
                one.get();
            }
        }
    }

    private void post(String connection, int number, String event) throws Exception {
        String phone = number % 100 < BAD_ONES ? "12" : "07700 900123";
        byte[] body = """
                {"id":%d,"name":"#%d","updated_at":"2026-11-23T12:00:05Z","currency":"GBP","subtotal_price":"39.00",
                 "shipping_address":{"name":"Grace Lin","address1":"22 Cross Street","city":"London","zip":"N1 2BG","country_code":"GB",
                   "phone":"%s","latitude":51.5392,"longitude":-0.1003},
                 "shipping_lines":[{"title":"Local delivery"}],
                 "line_items":[{"name":"Cheese box","quantity":1,"grams":900,"price":"39.00","requires_shipping":true}]}""".formatted(100_000 + number, number, phone).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of(
                "X-Shopify-Topic",
                "orders/updated",
                "X-Shopify-Shop-Domain",
                "burst.myshopify.com",
                "X-Shopify-Event-Id",
                event,
                "X-Shopify-Hmac-SHA256",
                sign(body));
        await("the shop is heard")
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    boolean isTaken = taken(connection, body, headers);
                    if (!isTaken) {
                        again.incrementAndGet();
                    }
                    return isTaken;
                });
        posted.incrementAndGet();
    }

    private boolean taken(String connection, byte[] body, Map<String, String> headers) {
        try {
            return platform.anonymous()
                            .sendRaw("POST", "/shops/" + connection, body, headers)
                            .status()
                    == 204;
        } catch (AssertionError noAnswer) {
            return false;
        }
    }

    private int waiting(String connection) {
        return retailer.get("/v1/connections/" + connection)
                .expect(200)
                .json()
                .at("/health/waiting")
                .asInt();
    }

    private List<JsonNode> orders(String status) {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = retailer.get("/v1/orders?limit=200&status=" + status + cursor)
                    .expect(200);
            page.json().at("/data").forEach(rows::add);
            cursor = page.at("/nextCursor").isEmpty() ? "" : "&cursor=" + page.at("/nextCursor");
        } while (!cursor.isEmpty());
        return rows;
    }

    private static String sign(byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
