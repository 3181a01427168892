package io.orkestro.dispatch.delivery;

import static io.orkestro.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.dispatch.delivery.Fixtures.PACE;
import static io.orkestro.dispatch.delivery.Fixtures.aDelivery;
import static io.orkestro.dispatch.delivery.Fixtures.birth;
import static io.orkestro.dispatch.delivery.Fixtures.dropoff;
import static io.orkestro.dispatch.delivery.Fixtures.pickup;
import static io.orkestro.dispatch.delivery.Fixtures.quote;
import static io.orkestro.dispatch.delivery.Fixtures.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.consignment.DeliverableAction;
import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.UndeliverableAction;
import io.orkestro.dispatch.delivery.Attempt.Status;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.proof.Proof;
import io.orkestro.dispatch.proof.ProofType;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DeliverySnapshotTests {

    private static final int MOST_BYTES = 64 * 1024;

    private final JsonMapper json = StrictJson.mapper();

    @ParameterizedTest
    @EnumSource(DeliveryStatus.class)
    void theOtherSideGoesOnWithTheSameDelivery(DeliveryStatus status) {
        Delivery delivery = aDelivery(status);
        String written = json.writeValueAsString(
                DeliverySnapshot.of(delivery, "https://orkestro.example", delivery.updatedAt(), null));

        Delivery there = Fixtures.copied(json.readValue(written, DeliverySnapshot.class), 7);

        assertThat(there.epoch()).isEqualTo(7);
        assertThat(there).usingRecursiveComparison().ignoringFields("epoch").isEqualTo(delivery);
    }

    @Test
    void whatANewerSideAddsDoesNotHurt() {
        ObjectNode written = json.valueToTree(DeliverySnapshot.of(aDelivery(DeliveryStatus.ASSIGNED), "x", NOW, null));
        written.put("news", 1);
        written.withObject("/work").put("news", 1);
        written.withObject("/work/rules").putObject("news");
        written.withObject("/delivery/dispatch").put("news", true);

        Delivery there = Fixtures.copied(json.treeToValue(written, DeliverySnapshot.class), 2);
        assertThat(there.status()).isEqualTo(DeliveryStatus.ASSIGNED);
    }

    @Test
    void theExamplesOfTheContractAreReadAsFarAsTheySayWhatIsNeeded() {
        DeliverySnapshot snapshot = json.treeToValue(
                json.readTree(Contracts.example("delivery.assigned.v1")).get("data"), DeliverySnapshot.class);
        Delivery there = Fixtures.copied(snapshot, 2);

        assertThat(there.status()).isEqualTo(DeliveryStatus.ASSIGNED);
        assertThat(there.attempts()).hasSize(2);
        assertThat(there.isCarriedBy("crr_pedal")).isTrue();
    }

    @Test
    void fiftyAttemptsAHundredItemsAndTwentyProofsFit() {
        Delivery delivery = aLongStory();

        byte[] written = json.writeValueAsString(
                        DeliverySnapshot.of(delivery, "https://orkestro.example", delivery.updatedAt(), null))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(delivery.attempts()).hasSize(50);
        assertThat(delivery.proofs()).hasSize(20);
        assertThat(written.length).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** Asked of full couriers again and again, and proved from every side. */
    private static Delivery aLongStory() {
        Consignment consignment = new Consignment(
                pickup(),
                dropoff(),
                IntStream.range(0, 100)
                        .mapToObj(i -> new Item(
                                "Organic farmhouse cheddar, wrapped, number " + i,
                                1,
                                Item.Size.SMALL,
                                1_800,
                                Money.of(475, "GBP")))
                        .toList(),
                Money.of(47_500, "GBP"),
                null,
                List.of(),
                null,
                UndeliverableAction.RETURN,
                DeliverableAction.MEET_AT_DOOR,
                null,
                Map.of("basket", "b-1"));
        Delivery delivery = Delivery.born(
                        birth(consignment, DispatchRules.INITIAL, true, Fallback.RULES), null, NOW, PACE)
                .delivery();
        Instant now = NOW;
        while (delivery.attempts().size() < Delivery.MOST_ATTEMPTS) {
            delivery.decided(delivery.judge(List.of(quote("velo", 500), quote("pedal", 600)), now), now, PACE);
            while (delivery.attempts().size() < Delivery.MOST_ATTEMPTS
                    && delivery.dispatchState() == DispatchState.BOOKING) {
                delivery.bookingEnded(
                        Fixtures.current(delivery).bookingId(), Status.REJECTED, Attempt.AT_CAPACITY, now, PACE);
            }
            now = now.plusSeconds(30);
            delivery.due(now, PACE);
        }
        delivery.confirmed(yes(delivery), now);
        for (int i = 0; i < 20; i++) {
            delivery.proved(
                    new Proof(
                            "prf_acme_k2v7q4m5x3tz6yw2n7b4c5d6e" + i,
                            ProofType.PHOTO,
                            Proof.Where.DROPOFF,
                            NOW,
                            "image/jpeg",
                            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                            null),
                    NOW);
        }
        return delivery;
    }
}
