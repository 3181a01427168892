package io.orkestro.monolith.dispatch.delivery;

import static io.orkestro.monolith.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.PACE;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.aDelivery;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.pickup;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.monolith.dispatch.consignment.Consignment;
import io.orkestro.monolith.dispatch.consignment.DeliverableAction;
import io.orkestro.monolith.dispatch.consignment.Item;
import io.orkestro.monolith.dispatch.consignment.Language;
import io.orkestro.monolith.dispatch.consignment.Requirement;
import io.orkestro.monolith.dispatch.consignment.UndeliverableAction;
import io.orkestro.monolith.dispatch.delivery.Attempt.Status;
import io.orkestro.monolith.dispatch.proof.Proof;
import io.orkestro.monolith.dispatch.proof.ProofType;
import io.orkestro.monolith.dispatch.rule.Candidate;
import io.orkestro.monolith.dispatch.rule.DispatchRules;
import io.orkestro.monolith.dispatch.rule.Quote;
import io.orkestro.monolith.dispatch.rule.Strategy;
import io.orkestro.monolith.money.Money;
import io.orkestro.monolith.place.Stop;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Everything that anybody may say is as long as it may be, all at once, and takes as many bytes as it can. */
    @Test
    void withEveryFieldAtItsMaximumItIsStillWithinItsBounds() {
        Delivery delivery = aLongStory();
        var _ = delivery.confirmed(
                        new Confirmation(
                                Fixtures.current(delivery).bookingId(),
                                NAME,
                                "cargo_bike",
                                PRICE,
                                new Driver(LONGEST.repeat(100), "+447700900123456", "x".repeat(20)),
                                EXACT,
                                EXACT),
                        EXACT)
                .orElseThrow();
        for (int i = 0; i < Delivery.MOST_PROOFS; i++) {
            var _ = delivery.proved(proof(i), EXACT).orElseThrow();
        }
        var _ = delivery.cancel(
                        new Cancellation(
                                Cancellation.Reason.RECIPIENT_UNREACHABLE,
                                Cancellation.By.RETAILER,
                                EXACT,
                                PRICE,
                                LONGEST.repeat(500)),
                        EXACT)
                .orElseThrow();

        assertThat(delivery.attempts()).hasSize(Delivery.MOST_ATTEMPTS);
        assertThat(bytesOf(delivery)).isBetween(MOST_BYTES * 8 / 10, MOST_BYTES);
    }

    /** The courier of the proofs has dropped out, and as many as may be remembered are there to ask instead. */
    @Test
    void withAllTheCandidatesThereCanBeItIsToo() {
        Delivery delivery = aLongStory();
        for (int attempts = Delivery.MOST_ATTEMPTS; attempts > 0; attempts--) {
            Delivery shorter = aLongStory(attempts);
            assertThat(shorter.attempts().size() + shorter.candidates().size())
                    .isLessThanOrEqualTo(Delivery.MOST_ATTEMPTS);
            assertThat(bytesOf(shorter)).isLessThanOrEqualTo(bytesOf(delivery));
        }
        assertThat(aLongStory(2).candidates()).hasSize(Delivery.MOST_CANDIDATES - 1);
    }

    private static final String PUBLIC_URL = "https://tracking.eu-west-1.orkestro.example";

    /** No letter takes more bytes in JSON. */
    private static final String LONGEST = "\u0001";

    private static final String NAME = "\u751f".repeat(100);
    private static final String KEY = "k".repeat(20);
    private static final String REST = "r".repeat(26);
    private static final Money PRICE = Money.of(100_000_000, "GBP");
    private static final Instant EXACT = Instant.parse("2026-11-23T12:00:00.123456789Z");

    private int bytesOf(Delivery delivery) {
        return json.writeValueAsBytes(DeliverySnapshot.of(delivery, PUBLIC_URL, delivery.updatedAt(), null)).length;
    }

    private static Delivery aLongStory() {
        return aLongStory(Delivery.MOST_ATTEMPTS);
    }

    /** Asked of full couriers again and again, and of some who took many words to say no. */
    private static Delivery aLongStory(int attempts) {
        NewDelivery birth = new NewDelivery(
                "dlv_" + KEY + "_" + REST,
                2,
                "ret_" + KEY,
                "E".repeat(100),
                "sto_" + KEY + "_" + REST,
                "trk_" + KEY + "_" + REST,
                "f".repeat(64),
                Decision.decode("SMMM"),
                anOrder(),
                someRules(),
                true,
                Fallback.RULES);
        Delivery.Chosen chosen = new Delivery.Chosen(candidate(0), "t".repeat(2_000));
        Delivery delivery = Delivery.born(birth, chosen, EXACT, PACE).delivery();
        Instant now = EXACT;
        while (delivery.attempts().size() < attempts) {
            int before = delivery.attempts().size();
            String reason = before < 19 ? "\u751f".repeat(200) : Attempt.AT_CAPACITY;
            var _ = delivery.bookingEnded(Fixtures.current(delivery).bookingId(), Status.WITHDRAWN, reason, now, PACE)
                    .orElseThrow();
            if (delivery.dispatchState() == DispatchState.SEARCHING) {
                now = now.plusSeconds(30);
                delivery.due(now, PACE);
                Instant then = now;
                List<Quote> quotes = IntStream.range(1, 60)
                        .mapToObj(i -> quoteOf(candidate(i), then))
                        .toList();
                delivery.decided(delivery.judge(quotes, now), now, PACE);
            }
        }
        return delivery;
    }

    private static Candidate candidate(int number) {
        String courier = "crr_" + "c".repeat(18) + "%02d".formatted(number);
        return new Candidate(
                "qot_" + KEY + "_" + REST,
                courier,
                NAME,
                "cargo_bike",
                PRICE,
                EXACT,
                EXACT,
                EXACT.plusSeconds(900),
                null,
                null,
                true,
                List.of(),
                null);
    }

    private static Quote quoteOf(Candidate candidate, Instant now) {
        return new Quote(
                candidate.quoteId() + candidate.courierId().substring(22),
                candidate.courierId(),
                candidate.courierName(),
                candidate.vehicle(),
                candidate.fee(),
                EXACT.plusSeconds(600),
                EXACT.plusSeconds(1_800),
                now.plusSeconds(900),
                true,
                List.of());
    }

    private static Proof proof(int number) {
        return new Proof(
                "prf_" + KEY + "_" + "%026d".formatted(number),
                ProofType.SIGNATURE,
                Proof.Where.DROPOFF,
                EXACT,
                "image/jpeg",
                "0123456789abcdef".repeat(4),
                "v".repeat(200));
    }

    /** Filled up to the last byte that is allowed. */
    private static Consignment anOrder() {
        Stop stop = new Stop(
                LONGEST.repeat(100),
                LONGEST.repeat(100),
                pickup().address(),
                pickup().location(),
                "+442079460018",
                "a".repeat(242) + "@example.com",
                LONGEST.repeat(280),
                EXACT,
                EXACT.plusSeconds(36_000));
        List<Item> items = new ArrayList<>();
        Consignment order = order(stop, items);
        for (int letters = 200; letters > 0; ) {
            items.add(new Item("i".repeat(letters), 1_000, Item.Size.XLARGE, 1_000_000, PRICE));
            Consignment larger = order(stop, items);
            if (isTooLarge(larger) || items.size() > 100) {
                items.removeLast();
                letters--;
            } else {
                order = larger;
            }
        }
        assertThat(StrictJson.bytesOf(order)).isBetween(Consignment.MOST_BYTES - 200, Consignment.MOST_BYTES);
        return order;
    }

    private static boolean isTooLarge(Consignment order) {
        return order.faults(NOW).stream().anyMatch(fault -> fault.code().equals("too_large"));
    }

    private static Consignment order(Stop stop, List<Item> items) {
        return new Consignment(
                stop,
                stop,
                items,
                PRICE,
                PRICE,
                List.of(Requirement.values()),
                25,
                UndeliverableAction.LEAVE_AT_DOOR,
                DeliverableAction.MEET_AT_DOOR,
                Language.EN,
                Map.of("m".repeat(40), LONGEST.repeat(500)));
    }

    /** The same for rules. */
    private static DispatchRules someRules() {
        List<String> preferred = new ArrayList<>();
        DispatchRules rules = DispatchRules.INITIAL;
        while (preferred.size() < 200) {
            preferred.add("crr_" + "%020d".formatted(preferred.size()));
            DispatchRules more = new DispatchRules(
                    Long.MAX_VALUE,
                    Strategy.BALANCED,
                    preferred,
                    List.of(),
                    PRICE,
                    Map.of("bike", PRICE),
                    true,
                    20,
                    14_400,
                    600);
            if (StrictJson.bytesOf(more) > DispatchRules.MOST_BYTES) {
                return rules;
            }
            rules = more;
        }
        throw new IllegalStateException("There is room for everything");
    }
}
