package io.orkestro.dispatch.intake.order;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an order becomes, in whatever order it is told of and answered. */
class OrderTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Mapping MAPPING = new Mapping("sto_acme_main", List.of(), Item.Size.SMALL, null, true, "GB");
    private static final Mapping BY_HAND = new Mapping("sto_acme_main", List.of(), Item.Size.SMALL, null, false, "GB");
    private static final Made UNFIT =
            new Made.Unfit(List.of(new FieldError("dropoff.phone", "invalid_phone_number", "no phone number")));
    private static final OrderName NAME =
            new OrderName(new Origin("ret_acme", "con_acme_a", "shopify", "con_acme_a", MAPPING), "1001");

    @Test
    void whatCanBeDeliveredIsAskedForAtOnce() {
        Order.Born born = Order.told(NAME, told(0), deliverable("Ring"), NOW);

        assertThat(born.order().status()).isEqualTo(OrderStatus.WAITING);
        assertThat(born.asks()).hasSize(1).first().isInstanceOf(Order.Ask.Delivery.class);
    }

    @Test
    void whatCannotIsHeldAndIsAskedForOnceItCan() {
        Order order = Order.told(NAME, told(0), UNFIT, NOW).order();
        assertThat(order.status()).isEqualTo(OrderStatus.HELD);

        assertThat(order.told(told(1), deliverable("Ring"), MAPPING, NOW)).hasSize(1);
        assertThat(order.status()).isEqualTo(OrderStatus.WAITING);
        assertThat(order.reasons()).isEmpty();
    }

    @Test
    void theSameToldAgainIsLookedAtAnewWhileItIsHeldAndNeverAfterwards() {
        Order order = Order.told(NAME, told(0), UNFIT, NOW).order();
        assertThat(order.told(told(0), deliverable("Ring"), MAPPING, NOW)).hasSize(1);
        assertThat(order.told(told(0), deliverable("Ring"), MAPPING, NOW)).isEmpty();
        assertThat(order.told(told(0), UNFIT, MAPPING, NOW)).isEmpty();
        assertThat(order.reasons()).isEmpty();
    }

    @Test
    void olderTellingsChangeNothing() {
        Order order = Order.told(NAME, told(5), UNFIT, NOW).order();
        assertThat(order.told(told(4), deliverable("Ring"), MAPPING, NOW)).isEmpty();
        assertThat(order.status()).isEqualTo(OrderStatus.HELD);
    }

    @Test
    void aDeliveryFollowsAnotherPhoneAndInstructionsAndNoOtherAddress() {
        Order order = accepted();

        List<Order.Ask> asks = order.told(told(1), deliverable("Third door"), MAPPING, NOW);
        assertThat(asks)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        Order.Ask.Change.class,
                        change -> assertThat(change.amendment().dropoff())
                                .isNotNull()
                                .satisfies(
                                        stop -> assertThat(stop.instructions()).isEqualTo("Third door")));
        assertThat(order.reasons()).isEmpty();

        assertThat(order.told(told(2), elsewhere(), MAPPING, NOW)).isEmpty();
        assertThat(order.reasons()).extracting(FieldError::code).containsExactly("changed_too_late");
        assertThat(order.status()).isEqualTo(OrderStatus.ACCEPTED);

        assertThat(order.told(told(3), deliverable("Third door"), MAPPING, NOW)).isEmpty();
        assertThat(order.reasons()).isEmpty();
    }

    @Test
    void whatWasCalledOffStaysSo() {
        Order order = accepted();
        assertThat(order.cancelledByShop(NOW, NOW)).hasSize(1).first().isInstanceOf(Order.Ask.Cancellation.class);
        assertThat(order.told(told(9), deliverable("Ring"), MAPPING, NOW)).isEmpty();
        assertThat(order.cancelledByShop(NOW, NOW)).isEmpty();
        order.accepted(NOW);
        order.refused(List.of(new FieldError("", "x", "x")), NOW);
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void whatIsCalledOffBeforeDispatchHasAnsweredIsCalledOffThereToo() {
        Order order = Order.told(NAME, told(0), deliverable("Ring"), NOW).order();
        assertThat(order.cancelledByShop(NOW, NOW)).hasSize(1);
        Order held = Order.told(NAME, told(0), UNFIT, NOW).order();
        assertThat(held.cancelledByShop(NOW, NOW)).isEmpty();
    }

    @Test
    void whatNeedsAWordWaitsForIt() {
        Origin origin = new Origin("ret_acme", "con_acme_a", "shopify", "con_acme_a", BY_HAND);
        Order order = Order.told(new OrderName(origin, "1001"), told(0), deliverable("Ring"), NOW)
                .order();
        assertThat(order.status()).isEqualTo(OrderStatus.HELD);
        assertThat(order.told(told(1), deliverable("Ring"), BY_HAND, NOW)).isEmpty();

        assertThat(order.letGo(Corrections.NONE, deliverable("Ring"), BY_HAND, NOW))
                .hasSize(1);
        assertThat(order.status()).isEqualTo(OrderStatus.WAITING);
        assertThatThrownBy(() -> order.letGo(Corrections.NONE, deliverable("Ring"), BY_HAND, NOW))
                .isInstanceOf(NotHeld.class);
    }

    @Test
    void aRefusalHoldsAndALaterOneOfWhatIsThereDoesNot() {
        Order order = Order.told(NAME, told(0), deliverable("Ring"), NOW).order();
        order.refused(List.of(new FieldError("items", "too_large", "too large")), NOW);
        assertThat(order.status()).isEqualTo(OrderStatus.HELD);

        Order there = accepted();
        there.refused(List.of(new FieldError("items", "too_large", "too large")), NOW);
        assertThat(there.status()).isEqualTo(OrderStatus.ACCEPTED);
    }

    @Test
    void silenceIsAnsweredByAskingAgainTheSame() {
        Order order = Order.told(NAME, told(0), deliverable("Ring"), NOW).order();
        assertThat(order.askAgain(NOW))
                .hasValueSatisfying(ask -> assertThat(ask)
                        .isEqualTo(Order.told(NAME, told(0), deliverable("Ring"), NOW)
                                .asks()
                                .getFirst()));
        order.accepted(NOW);
        assertThat(order.askAgain(NOW)).isEmpty();
    }

    @Test
    void whoIsBehindIsGivenAsLongAsItHasHad() {
        Order order = Order.told(NAME, told(0), deliverable("Ring"), NOW).order();
        List<Duration> waits = new ArrayList<>();
        Instant now = NOW;
        for (int i = 0; i < 9; i++) {
            Instant due = requireNonNull(order.dueAt());
            waits.add(Duration.between(now, due));
            now = due;
            assertThat(order.askAgain(now)).isPresent();
        }
        assertThat(waits).extracting(Duration::toMinutes).containsExactly(1L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void newsOfTheDeliveryCountByItsSequence() {
        Order order = Order.told(NAME, told(0), deliverable("Ring"), NOW).order();
        assertThat(order.heard("assigned", 3, "https://t", NOW)).isTrue();
        assertThat(order.status()).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(order.heard("pending", 1, "https://t", NOW)).isFalse();
        assertThat(order.heard("assigned", 4, "https://t", NOW)).isFalse();
        assertThat(order.deliveryStatus()).isEqualTo("assigned");
    }

    @Test
    void amountsAreReadAsShopsWriteThem() {
        assertThat(Amounts.ofDecimal("12.50", "gbp")).contains(Money.of(1250, "GBP"));
        assertThat(Amounts.ofDecimal("12.505", "GBP")).contains(Money.of(1251, "GBP"));
        assertThat(Amounts.ofDecimal("1200", "JPY")).contains(Money.of(1200, "JPY"));
        assertThat(Amounts.ofDecimal("1.234", "KWD")).contains(Money.of(1234, "KWD"));
        assertThat(Amounts.ofDecimal("-1", "GBP")).isEmpty();
        assertThat(Amounts.ofDecimal("1e30", "GBP")).isEmpty();
        assertThat(Amounts.ofDecimal("a lot", "GBP")).isEmpty();
        assertThat(Amounts.ofDecimal("1", "XYZ")).isEmpty();
        assertThat(Amounts.ofDecimal(null, "GBP")).isEmpty();
        assertThat(Amounts.ofMinor(-1, "GBP")).isEmpty();
    }

    private static Order accepted() {
        Order order = Order.told(NAME, told(0), deliverable("Ring"), NOW).order();
        order.accepted(NOW);
        return order;
    }

    private static ShopOrder told(int minute) {
        return new ShopOrder(
                "1001",
                "#1001",
                NOW.plusSeconds(60L * minute),
                false,
                null,
                null,
                null,
                null,
                1,
                List.of(),
                null,
                null,
                null);
    }

    private static Made deliverable(String instructions) {
        return new Made.Deliverable(order("22 Cross Street", instructions));
    }

    private static Made elsewhere() {
        return new Made.Deliverable(order("1 Upper Street", "Third door"));
    }

    private static DeliveryOrder order(String line1, @Nullable String instructions) {
        return new DeliveryOrder(
                "con_acme_a:1001",
                "sto_acme_main",
                stop("14 Redchurch Street", null),
                stop(line1, instructions),
                List.of(new Item("Cheese box", 1, Item.Size.SMALL, null, null)),
                Money.of(3900, "GBP"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Stop stop(String line1, @Nullable String instructions) {
        return new Stop(
                "Grace Lin",
                null,
                new Address(line1, null, "London", "N1 2BG", "GB"),
                new Location(51.5392, -0.1003),
                null,
                null,
                instructions,
                null,
                null);
    }
}
