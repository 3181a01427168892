package io.orkestro.monolith.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.place.Stop;
import io.orkestro.monolith.world.Api;
import io.orkestro.monolith.world.Happenings;
import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.monolith.world.Wiretap;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Retailers and their stores. */
@MonolithTest
class AccountIT {

    private static final String STORE = """
            {"name": "Shoreditch", "business": "Corner Books", "prepMinutes": 15, "phone": "+442079460018",
             "address": {"line1": "1 Old Street", "city": "London", "postcode": "EC1V 9HL", "country": "GB"},
             "location": {"lat": 51.5246, "lng": -0.0986}}
            """;

    @Autowired
    private Api api;

    @Autowired
    private Stores stores;

    @Autowired
    private Wiretap wiretap;

    private final String key = Happenings.newKey();

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        wiretap.assertEverythingWasAsAgreed();
    }

    @Test
    void anAccountIsBornOnFirstUseAndKeepsWhatItIsTold() {
        Api.Answer born = api.retailer(key).get("/v1/account");
        assertThat(born.status()).isEqualTo(200);
        assertThat(born.text("/id")).isEqualTo("ret_" + key);
        assertThat(born.text("/name")).isEqualTo(key);

        api.retailer(key).patch("/v1/account", "{\"name\": \"Corner Books\", \"language\": \"it\"}");
        Api.Answer changed = api.retailer(key).patch("/v1/account", "{\"email\": \"shop@example.com\"}");

        assertThat(changed.text("/name")).isEqualTo("Corner Books");
        assertThat(changed.text("/language")).isEqualTo("it");
        assertThat(changed.text("/email")).isEqualTo("shop@example.com");
        await().untilAsserted(() ->
                assertThat(wiretap.heard("retailer.changed.v1", "ret_" + key)).hasSize(3));
        assertThat(changed.text("/createdAt")).isEqualTo(born.text("/createdAt"));
    }

    @Test
    void aWrongAccountIsRefusedFieldByField() {
        Api.Answer refused =
                api.retailer(key).patch("/v1/account", "{\"name\": \" \", \"phone\": \"12\", \"language\": \"xx\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "phone", "language");
    }

    @Test
    void couriersAndStrangersHaveNoAccount() {
        assertThat(api.courier("pedal", key).get("/v1/account").status()).isEqualTo(403);
        assertThat(api.anyone().get("/v1/stores").status()).isEqualTo(403);
    }

    @Test
    void aStoreIsOpenedOnceAndBelongsToItsRetailer() {
        Api.Answer opened = api.retailer(key).post("/v1/stores", STORE, "store-1");
        Api.Answer again = api.retailer(key).post("/v1/stores", STORE, "store-1");

        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("Location")).isEqualTo("/v1/stores/" + opened.text("/id"));
        assertThat(again.text("/id")).isEqualTo(opened.text("/id"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(api.retailer(key).get("/v1/stores").json().at("/data").size())
                .isEqualTo(1);
        assertThat(api.retailer(Happenings.newKey())
                        .get("/v1/stores/" + opened.text("/id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void storesAreListedInPages() {
        for (int i = 0; i < 3; i++) {
            api.retailer(key).post("/v1/stores", STORE);
        }
        Api.Answer first = api.retailer(key).get("/v1/stores?limit=2");
        Api.Answer second = api.retailer(key).get("/v1/stores?limit=2&cursor=" + first.text("/nextCursor"));

        assertThat(first.json().at("/data").size()).isEqualTo(2);
        assertThat(second.json().at("/data").size()).isEqualTo(1);
        assertThat(second.json().has("nextCursor")).isFalse();
    }

    @Test
    void aDeliveryIsPickedUpAtTheStoreOnceItHadItsTimeToPrepare() {
        String id = api.retailer(key).post("/v1/stores", STORE).text("/id");
        api.retailer(key).patch("/v1/stores/" + id, "{\"instructions\": \"Ring twice\"}");

        await().untilAsserted(
                        () -> assertThat(wiretap.heard("store.changed.v1", id)).hasSize(2));
        Stop pickup = stores.pickupOf("ret_" + key, id).orElseThrow();

        assertThat(pickup.instructions()).isEqualTo("Ring twice");
        assertThat(pickup.readyAt())
                .isBetween(Instant.now().plusSeconds(14 * 60), Instant.now().plusSeconds(16 * 60));
        assertThat(stores.pickupOf("ret_other", id)).isEmpty();
    }
}
