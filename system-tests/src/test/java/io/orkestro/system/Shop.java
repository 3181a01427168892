package io.orkestro.system;

import static org.awaitility.Awaitility.await;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import io.orkestro.platform.stack.Application;
import io.orkestro.system.ledger.Evidence;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Load;
import io.orkestro.system.ledger.Order;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A retailer that no other journey uses, with a webhook receiver of its own and a courier that carries for it alone and does
 * as the journey says.
 */
final class Shop implements AutoCloseable {

    private static final int MONOLITHS = 1;
    private static final int SERVICES = 0;

    private final Platform platform;
    private final String key;
    private final WebhookReceiver webhooks;

    private Shop(Platform platform, String key, WebhookReceiver webhooks) {
        this.platform = platform;
        this.key = key;
        this.webhooks = webhooks;
    }

    /** @param name of up to ten letters; the rest makes it nobody else's */
    static Shop open(Platform platform, String name) {
        String key = name + Long.toString(System.nanoTime() % 60_466_176, 36);
        try {
            Shop shop = new Shop(platform, key, new WebhookReceiver());
            shop.settle();
            return shop;
        } catch (IOException | EmptyWebhookSecretException failed) {
            throw new AssertionError("No shop without a webhook receiver", failed);
        }
    }

    private void settle() throws EmptyWebhookSecretException {
        platform.ops().post("/v1/couriers", """
            {"key":"%s","name":"%s's own","vehicles":[{"type":"bike","maxWeightGrams":15000}],
             "serviceArea":{"center":{"lat":51.5136,"lng":-0.1365},"radiusMeters":5000},
             "rateCard":{"currency":"GBP","base":100,"perKm":10},"capacity":10000,"speedKmh":15,
             "requirements":["photo"]}\
            """.formatted(key, key)).expect(201);
        api().put("/v1/dispatch-rules", """
            {"version":0,"strategy":"priority","preferredCouriers":["%s"],"answerWithinSeconds":120,
             "giveUpAfterSeconds":3600}\
            """.formatted(courierId())).expect(200);
        Answer endpoint = api().post("/v1/webhook-endpoints", """
            {"url":"%s","events":["*"],"description":"%s"}\
            """.formatted(webhooks.url(), key))
                .expect(201);
        webhooks.trust(endpoint.at("/secret"));
    }

    String key() {
        return key;
    }

    String retailerId() {
        return "ret_" + key;
    }

    String courierId() {
        return "crr_" + key;
    }

    Api api() {
        return platform.retailer(retailerId());
    }

    Api courier() {
        return platform.courier(courierId());
    }

    WebhookReceiver webhooks() {
        return webhooks;
    }

    /** From now on no other courier carries for it. */
    void isCarriedForBy(String onlyCourierId) {
        platform.rules(api(), """
            {"strategy":"priority","preferredCouriers":["%s"],"answerWithinSeconds":120,"giveUpAfterSeconds":3600,
             "distanceBands":[{"fromMeters":0,"couriers":["%s"]}]}\
            """.formatted(onlyCourierId, onlyCourierId));
    }

    /** Orders something, and keeps it in the ledger. */
    Order order(Ledger ledger, String why) {
        String externalId = why.replace(' ', '-') + "-" + UUID.randomUUID();
        Order order = ledger.open(externalId, externalId + "@example.org");
        Answer created = api().post("/v1/deliveries", body(externalId, order.recipient()))
                .expect(201);
        order.created(created.json(), created.header("x-served-by"));
        return order;
    }

    /**
     * Waits until its courier is offered a delivery.
     *
     * @return the booking's path
     */
    String awaitOffer(String deliveryId, Duration atMost) {
        String bookings = "/v1/couriers/" + courierId() + "/bookings";
        return await("an offer of " + deliveryId)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> courier()
                                .get(bookings + "?status=offered")
                                .expect(200)
                                .json()
                                .at("/data")
                                .valueStream()
                                .filter(booking ->
                                        booking.at("/deliveryId").asString("").equals(deliveryId))
                                .map(booking ->
                                        bookings + "/" + booking.at("/id").asString(""))
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    /** Its courier says yes, and who will ride. */
    Answer accept(String booking) {
        return courier().post(booking + "/accept", """
            {"driver":{"name":"Sam Rivers","phone":"+447700900321","vehicle":"bike"}}\
            """);
    }

    /** To put a load on the platform with. */
    Load.Party party() {
        return new Load.Party(
                platform.retailerKey(retailerId()), platform.courierKey(courierId()), courierId(), Shop::body);
    }

    private static String body(String externalId, String recipient) {
        return Orders.order(externalId).replace("ada@example.org", recipient);
    }

    /** What everyone knows about this shop's deliveries now. */
    Evidence evidence() {
        List<Evidence.Row> rows = new ArrayList<>(rows(Application.MONOLITH, MONOLITHS));
        rows.addAll(rows(Application.DISPATCH, SERVICES));
        List<JsonNode> deliveries = platform.all(api(), "/v1/deliveries");
        return new Evidence(
                deliveries.stream()
                        .map(delivery -> new Evidence.Delivery(
                                delivery.at("/id").asString(""),
                                delivery.at("/externalId").asString(""),
                                delivery.at("/status").asString(""),
                                delivery.at("/sequence").asLong(0),
                                delivery.at("/dropoff/instructions").asString("")))
                        .toList(),
                webhooks.calls().stream()
                        .map(call -> new Evidence.Hook(call.id(), call.deliveryId(), call.type(), call.sequence()))
                        .toList(),
                mails(),
                rows,
                deliveries.stream()
                        .map(delivery -> delivery.at("/id").asString(""))
                        .collect(Collectors.toMap(id -> id, this::timeline)));
    }

    private List<Long> timeline(String id) {
        return api().get("/v1/deliveries/" + id + "/tracking")
                .json()
                .at("/timeline")
                .valueStream()
                .map(entry -> entry.at("/sequence").asLong(0))
                .toList();
    }

    private List<Evidence.Mail> mails() {
        List<Evidence.Mail> mails = new ArrayList<>();
        try {
            for (MimeMessage mail : platform.mailbox().getReceivedMessages()) {
                mails.add(new Evidence.Mail(
                        mail.getAllRecipients()[0].toString(), mail.getMessageID(), mail.getSubject()));
            }
        } catch (MessagingException unreadable) {
            throw new AssertionError("The mail server has something that is no mail", unreadable);
        }
        return mails;
    }

    private List<Evidence.Row> rows(Application side, int ownEpochs) {
        return Rows.of(
                platform,
                side,
                "SELECT id, epoch, sequence FROM delivery WHERE retailer_id = ?",
                retailerId(),
                row -> new Evidence.Row(
                        side.name().toLowerCase(Locale.ROOT),
                        ownEpochs,
                        row.getString("id"),
                        row.getLong("epoch"),
                        row.getLong("sequence")));
    }

    @Override
    public void close() {
        platform.ops().post("/v1/couriers/" + courierId() + "/pause", "{}").expect(200);
        webhooks.close();
    }
}
