package io.orkestro.system.ledger;

import io.orkestro.system.ledger.Caller.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A retailer that orders at a steady rate, changes its mind, asks and asks again, and a courier that carries what it is
 * offered: by the public API alone, over all edges in turn. Everything it hears goes into the ledger.
 */
public final class Load implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int TEN = 10;

    private final Ledger ledger;
    private final Plan plan;
    private final Party party;
    private final Caller retailer;
    private final Caller courier;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, CompletableFuture<Integer>> attempts = new ConcurrentHashMap<>();
    private final AtomicInteger ordered = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean taking = true;
    private volatile boolean enough;
    private volatile boolean closed;

    /**
     * Who takes part.
     *
     * @param order the body of an order, by externalId and the recipient's e-mail address
     */
    public record Party(String retailerKey, String courierKey, String courierId, OrderBody order) {}

    /** Writes an order. */
    public interface OrderBody {
        String of(String externalId, String recipient);
    }

    public Load(List<URI> edges, Party party, Plan plan, Ledger ledger) {
        this(Edges.inTurn(edges), party, plan, ledger);
    }

    public Load(Edges edges, Party party, Plan plan, Ledger ledger) {
        this.ledger = ledger;
        this.plan = plan;
        this.party = party;
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.retailer = new Caller(http, edges, party.retailerKey(), ledger);
        this.courier = new Caller(http, edges, party.courierKey(), ledger);
    }

    /** Orders until the plan's time is over, and returns when every order has come to its end or to none in time. */
    public void run() throws InterruptedException {
        start();
        finish();
    }

    /** Begins to order. */
    public void start() {
        threads.execute(this::acceptOffers);
        threads.execute(this::takeOrders);
    }

    /** Waits for the plan's time, and for the orders that are under way. */
    public void finish() throws InterruptedException {
        while (taking || underWay.get() > 0) {
            Thread.sleep(LOOK);
        }
    }

    /** Takes no more orders, whatever was planned; those under way go on to their ends. */
    public void takeNoMore() {
        enough = true;
    }

    public boolean isTakingOrders() {
        return taking;
    }

    @Override
    public void close() {
        closed = true;
        taking = false;
        threads.shutdownNow();
        http.shutdownNow();
    }

    private void takeOrders() {
        long start = System.nanoTime();
        long gap = (long) (TimeUnit.SECONDS.toNanos(1) / plan.ordersPerSecond());
        try {
            for (long due = start; due - start < plan.lasting().toNanos() && !closed && !enough; due += gap) {
                long early = due - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                int number = ordered.getAndIncrement();
                underWay.incrementAndGet();
                threads.execute(() -> live(number));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            taking = false;
        }
    }

    /** One order's life. */
    private void live(int number) {
        String externalId = "load-%s-%d".formatted(party.courierId(), number);
        Order order = ledger.open(
                externalId, "r%d@%s.example".formatted(number, party.courierId().replace('_', '-')));
        try {
            if (create(order)) {
                if (number % TEN < plan.cancelled()) {
                    pause(number % 5 * 200L);
                    read(order);
                    cancel(order);
                } else {
                    change(order);
                    carry(order);
                }
                read(order);
                lookAround(order);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException fault) {
            if (!closed) {
                ledger.found(new Finding(
                        Finding.Kind.WRONG_STATE, externalId, "stuck: %s; %s".formatted(fault, howItStands(order))));
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** For whoever has to find out why: as the API tells it, with the couriers that were asked. */
    private String howItStands(Order order) {
        try {
            JsonNode delivery = retailer.get("look", path(order)).body();
            return "%s at change %s, attempts %s"
                    .formatted(delivery.at("/status"), delivery.at("/sequence"), delivery.at("/attempts"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "not looked at";
        }
    }

    private boolean create(Order order) throws InterruptedException {
        String body = party.order().of(order.externalId(), order.recipient());
        Answer answer = write(order, "create", "POST", "/v1/deliveries", body, "create-" + order.externalId());
        if (answer.isOk()) {
            order.created(answer.body(), answer.servedBy());
        }
        return answer.isOk();
    }

    private void change(Order order) throws InterruptedException {
        String instructions = "Bell " + order.externalId();
        Answer answer = retailer.send(
                "change",
                "PATCH",
                path(order),
                "{\"dropoff\":{\"instructions\":\"%s\"}}".formatted(instructions),
                null);
        if (answer.isOk()) {
            order.changed(answer.body(), instructions);
        }
    }

    private void cancel(Order order) throws InterruptedException {
        Answer answer = write(order, "cancel", "POST", path(order) + "/cancel", "{}", "cancel-" + order.externalId());
        if (answer.isOk()) {
            order.cancelled(answer.body());
        }
    }

    private void carry(Order order) throws InterruptedException, ExecutionException, TimeoutException {
        String id = Objects.requireNonNull(order.id());
        int attempt = attempt(id).get(plan.patience().toSeconds(), TimeUnit.SECONDS);
        awaitAssigned(order);
        for (String status : List.of("pickup_arrived", "picked_up", "dropoff_enroute", "delivered")) {
            pause(plan.step().toMillis());
            Answer answer = write(
                    order,
                    courier,
                    "report",
                    "POST",
                    path(order) + "/status",
                    "{\"attempt\":%d,\"status\":\"%s\"}".formatted(attempt, status),
                    status + "-" + order.externalId());
            if (answer.isOk()) {
                order.reported(answer.body(), status);
            }
            read(order);
            if (status.equals("picked_up")) {
                beSeen(order);
            }
        }
    }

    /** On the way. */
    private void beSeen(Order order) throws InterruptedException, TimeoutException {
        until(
                order,
                () -> courier.send("position", "POST", path(order) + "/positions", """
                        {"positions":[{"lat":51.5120,"lng":-0.1300,"recordedAt":"%s"}]}\
                        """.formatted(Instant.now()), null));
    }

    /** What tracking shows, and whom notification has told. */
    private void lookAround(Order order) throws InterruptedException, TimeoutException {
        until(order, () -> retailer.get("tracking", path(order) + "/tracking"));
        until(order, () -> retailer.get("messages", path(order) + "/messages"));
    }

    private void until(Order order, Ask ask) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + plan.patience().toNanos();
        for (long wait = LOOK.toMillis(); !ask.once().isOk(); wait *= 2) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("%s is not known to those who follow".formatted(order.id()));
            }
            pause(wait);
        }
    }

    /** A request. */
    private interface Ask {
        Answer once() throws InterruptedException;
    }

    private void awaitAssigned(Order order) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + plan.patience().toNanos();
        while (!read(order).at("/status").asString("").equals("assigned")) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("%s was accepted by its courier and not assigned".formatted(order.id()));
            }
            pause(plan.step().toMillis());
        }
    }

    private JsonNode read(Order order) throws InterruptedException {
        long known = order.sequence();
        Answer answer = retailer.get("read", path(order));
        long seen = answer.body().at("/sequence").asLong(0);
        if (answer.isOk() && seen < known && answer.asOf().isEmpty()) {
            ledger.found(new Finding(
                    Finding.Kind.STALE_READ,
                    Objects.requireNonNull(order.id()),
                    "%s shows change %d after an answer showed %d".formatted(answer.servedBy(), seen, known)));
        }
        return answer.body();
    }

    private Answer write(Order order, String action, String method, String path, String body, String key)
            throws InterruptedException {
        return write(order, retailer, action, method, path, body, key);
    }

    /** Sends it, and some of the time again later: the same request gets the same answer, whichever side it meets. */
    private Answer write(Order order, Caller caller, String action, String method, String path, String body, String key)
            throws InterruptedException {
        Answer first = caller.send(action, method, path, body, key);
        if (first.isOk() && ThreadLocalRandom.current().nextInt(TEN) < plan.repeated()) {
            pause(ThreadLocalRandom.current().nextLong(plan.step().toMillis() * 2));
            Answer again = caller.send(action, method, path, body, key);
            if (again.status() != first.status() || !again.body().equals(first.body())) {
                ledger.found(new Finding(
                        Finding.Kind.OTHER_ANSWER,
                        order.externalId(),
                        "%s: %d by %s %s and then %d by %s %s"
                                .formatted(
                                        action,
                                        first.status(),
                                        first.servedBy(),
                                        first.body(),
                                        again.status(),
                                        again.servedBy(),
                                        again.body())));
            }
        }
        return first;
    }

    /** Says yes to whatever it is offered, for as long as the load lives: to each offer once at a time, to all at once. */
    private void acceptOffers() {
        String bookings = "/v1/couriers/" + party.courierId() + "/bookings";
        Set<String> answering = ConcurrentHashMap.newKeySet();
        try {
            while (!closed) {
                Answer offers = courier.get("offers", bookings + "?limit=100&status=offered");
                for (JsonNode offer : offers.body().at("/data")) {
                    String bookingId = offer.at("/id").asString();
                    if (answering.add(bookingId)) {
                        threads.execute(() -> {
                            try {
                                accept(bookings, offer);
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            } finally {
                                answering.remove(bookingId);
                            }
                        });
                    }
                }
                pause(LOOK.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(String bookings, JsonNode offer) throws InterruptedException {
        String bookingId = offer.at("/id").asString();
        Answer answer = courier.send("accept", "POST", bookings + "/" + bookingId + "/accept", "{}", bookingId);
        if (answer.isOk()) {
            attempt(offer.at("/deliveryId").asString())
                    .complete(offer.at("/attempt").asInt());
        }
    }

    private CompletableFuture<Integer> attempt(String deliveryId) {
        return attempts.computeIfAbsent(deliveryId, _ -> new CompletableFuture<>());
    }

    private static String path(Order order) {
        return "/v1/deliveries/" + order.id();
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
