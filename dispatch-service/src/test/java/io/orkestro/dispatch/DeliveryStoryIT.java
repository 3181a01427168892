package io.orkestro.dispatch;

import static io.orkestro.dispatch.MarketplaceByHand.cannot;
import static io.orkestro.dispatch.MarketplaceByHand.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** One delivery to which everything happens: read it to know what this service is for. */
@DispatchTest
class DeliveryStoryIT {

    private final MarketplaceByHand marketplace;
    private final As acme;
    private final int port;

    @Autowired
    DeliveryStoryIT(MarketplaceByHand marketplace, @LocalServerPort int port) {
        this.marketplace = marketplace;
        this.port = port;
        this.acme = Api.retailer(
                port, "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    }

    @Test
    void aCheeseBoxThatNobodyWantedToCarryAndNobodyWasThereToTake() {
        // Acme has rules: its own riders first, then the cheapest; nothing by bike beyond eight kilometres.
        acme.put("/v1/dispatch-rules", """
                {"version":0,"strategy":"cheapest","preferredCouriers":["crr_own"],"preferredFirst":true,
                 "distanceBands":[{"fromMeters":8000,"vehicles":["car","van"]}],"answerWithinSeconds":30}""");

        // It asks for a delivery to somebody who must be met, two kilometres away.
        Answer created = acme.post("/v1/deliveries", """
                {"externalId":"ORDER-10417",
                 "pickup":{"name":"Ada Obi","phone":"+442079460018","location":{"lat":51.5245,"lng":-0.0773},
                   "address":{"line1":"14 Redchurch Street","city":"London","postcode":"E2 7DJ","country":"GB"}},
                 "dropoff":{"name":"Grace Lin","phone":"+447700900123","location":{"lat":51.5392,"lng":-0.1003},
                   "address":{"line1":"22 Cross Street","city":"London","postcode":"N1 2BG","country":"GB"}},
                 "items":[{"name":"Cheese box","quantity":1},{"name":"Port, half a bottle","quantity":1}],
                 "orderValue":{"amount":4150,"currency":"GBP"},"minimumAge":18,"undeliverableAction":"return"}""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("requirements").toString()).isEqualTo("[\"age_check\"]");
        String id = created.text("id");

        // Five couriers look at it. Acme's own are dearest, and asked first all the same.
        marketplace.quotes(
                id,
                offer("velo", 500),
                offer("pedal", 600),
                offer("stride", 700),
                offer("own", 900),
                cannot("far", "outside_service_area"));
        assertThat(asked(id, 1)).isEqualTo("crr_own");

        // They reject. Velo, now the cheapest, does not answer in time. Pedal says yes.
        marketplace.ends(id, 1, "rejected", "no_driver");
        assertThat(asked(id, 2)).isEqualTo("crr_velo");
        marketplace.ends(id, 2, "expired", "no_answer");
        assertThat(asked(id, 3)).isEqualTo("crr_pedal");
        marketplace.confirms(id, 3);
        awaitStatus(id, "assigned");

        // Then Pedal drops out. Everybody is asked for a price again; only Stride is left to be booked.
        marketplace.ends(id, 3, "withdrawn", "dropped_out");
        awaitStatus(id, "pending");
        marketplace.hears("quotes.requested", id, 2);
        marketplace.quotes(id, offer("velo", 450), offer("pedal", 460), offer("stride", 800), offer("own", 470));
        assertThat(asked(id, 4)).isEqualTo("crr_stride");
        marketplace.confirms(id, 4);
        awaitStatus(id, "assigned");

        // The record tells the whole search: two rounds, and why each courier was passed over.
        JsonNode rounds = acme.get("/v1/deliveries/" + id + "/decision").json().path("rounds");
        assertThat(rounds).hasSize(2);
        assertThat(couriers(rounds.path(0)))
                .containsExactly("crr_own", "crr_velo", "crr_pedal", "crr_stride", "crr_far");
        assertThat(rounds.path(0).path("candidates").path(0).path("preferred").asBoolean())
                .isTrue();
        assertThat(rounds.path(1).path("chosen").asString()).isEqualTo("crr_stride");
        assertThat(rounds.path(1).path("candidates").path(1).path("reasons").toString())
                .isEqualTo("[\"already_tried\"]");

        // Stride's driver picks up. From here on the delivery cannot be cancelled, and the others' reports say nothing.
        As stride = Api.courier(port, "stride");
        report(stride, id, "pickup_arrived", "");
        assertThat(report(stride, id, "picked_up", "").text("status")).isEqualTo("picked_up");
        assertThat(acme.post("/v1/deliveries/" + id + "/cancel", "{}").text("code"))
                .isEqualTo("not_cancellable");
        assertThat(report(Api.courier(port, "pedal"), id, "delivered", "").status())
                .isEqualTo(404);

        // At the door somebody of sixteen: no hand-over without a check that was passed.
        report(stride, id, "dropoff_arrived", "");
        assertThat(report(stride, id, "delivered", "").text("code")).isEqualTo("proof_required");
        stride.post("/v1/deliveries/" + id + "/proof", "{\"type\":\"age_check\",\"value\":\"16\"}");
        assertThat(report(stride, id, "delivered", "").text("code")).isEqualTo("proof_required");

        // Grace Lin herself is not there. Acme wanted such goods back, so failing to hand over is the way home.
        assertThat(report(stride, id, "failed", ",\"reason\":\"recipient_absent\"")
                        .text("status"))
                .isEqualTo("returning");
        assertThat(report(stride, id, "failed", ",\"reason\":\"recipient_absent\"")
                        .text("status"))
                .isEqualTo("returning");
        JsonNode returned = report(stride, id, "returned", "").json();
        assertThat(returned.path("status").asString()).isEqualTo("returned");
        assertThat(returned.path("failure").path("reason").asString()).isEqualTo("recipient_absent");

        // Acme sees one delivery of one name with four attempts, and everybody heard of every change, once and in
        // order.
        JsonNode delivery = acme.get("/v1/deliveries/" + id).json();
        List<String> ends = new ArrayList<>();
        delivery.path("attempts")
                .forEach(one -> ends.add(one.path("courierId").asString() + " "
                        + one.path("status").asString()));
        assertThat(ends)
                .containsExactly("crr_own rejected", "crr_velo expired", "crr_pedal withdrawn", "crr_stride completed");
        await().until(() -> marketplace.eventTypes(id).contains("delivery.returned.v1"));
        assertThat(marketplace.eventTypes(id))
                .containsExactly(
                        "delivery.created.v1",
                        "delivery.updated.v1",
                        "delivery.updated.v1",
                        "delivery.updated.v1",
                        "delivery.assigned.v1",
                        "delivery.pending.v1",
                        "delivery.updated.v1",
                        "delivery.assigned.v1",
                        "delivery.pickup_arrived.v1",
                        "delivery.picked_up.v1",
                        "delivery.dropoff_arrived.v1",
                        "delivery.proof_added.v1",
                        "delivery.returning.v1",
                        "delivery.returned.v1");
        assertThat(marketplace.events(id).lastKey()).isEqualTo(14);
        assertThat(marketplace.violations()).isEmpty();
    }

    private String asked(String id, int booking) {
        return marketplace
                .hears("booking.requested", id, booking)
                .path("courierId")
                .asString();
    }

    private static Answer report(As courier, String id, String status, String more) {
        return courier.post(
                "/v1/deliveries/" + id + "/status", "{\"attempt\":4,\"status\":\"%s\"%s}".formatted(status, more));
    }

    private static List<String> couriers(JsonNode round) {
        List<String> couriers = new ArrayList<>();
        round.path("candidates")
                .forEach(one -> couriers.add(one.path("courierId").asString()));
        return couriers;
    }

    private void awaitStatus(String id, String status) {
        await(status)
                .until(() -> acme.get("/v1/deliveries/" + id).text("status").equals(status));
    }
}
