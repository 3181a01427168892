package io.orkestro.dispatch.delivery;

import static io.orkestro.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.dispatch.delivery.Fixtures.anAssignedDelivery;
import static io.orkestro.dispatch.delivery.Fixtures.current;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.delivery.Cancellation.Reason;
import io.orkestro.dispatch.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CancellationRateTests {

    private static final CancellationRate HALF = new CancellationRate(50, 100, Duration.ofMinutes(2));

    @Test
    void costsNothingUnlessAgreed() {
        CancellationRate standard = new CancellationRate(0, 0, Duration.ofMinutes(2));
        assertThat(fee(standard, DeliveryStatus.PICKUP_ARRIVED, Reason.OTHER, 3_600))
                .isZero();
    }

    @Test
    void costsNothingWhileNobodyHasSaidYes() {
        Delivery asking = Fixtures.aBookingDelivery();
        assertThat(HALF.feeOf(asking.status(), current(asking), Reason.OTHER, NOW.plusSeconds(3_600))
                        .amount())
                .isZero();
    }

    @Test
    void costsAShareOfTheCouriersFeeAfterItsYes() {
        assertThat(fee(HALF, DeliveryStatus.ASSIGNED, Reason.CUSTOMER_REQUEST, 119))
                .isZero();
        assertThat(fee(HALF, DeliveryStatus.ASSIGNED, Reason.CUSTOMER_REQUEST, 120))
                .isEqualTo(250);
        assertThat(fee(HALF, DeliveryStatus.PICKUP_ARRIVED, Reason.CUSTOMER_REQUEST, 120))
                .isEqualTo(500);
    }

    @Test
    void costsNothingWhereTheReasonIsNotTheRetailers() {
        assertThat(fee(HALF, DeliveryStatus.ASSIGNED, Reason.COURIER_ISSUE, 600))
                .isZero();
        assertThat(fee(HALF, DeliveryStatus.ASSIGNED, Reason.TECHNICAL_ISSUE, 600))
                .isZero();
    }

    @Property
    void isNeverNegativeNorMoreThanTheFeeNorInAnotherCurrency(
            @ForAll @IntRange(max = 100) int assigned,
            @ForAll @IntRange(max = 100) int arrived,
            @ForAll @LongRange(max = 100_000_000) long fee,
            @ForAll DeliveryStatus status,
            @ForAll Reason reason,
            @ForAll @IntRange(min = -600, max = 600) int seconds) {
        Delivery delivery = Fixtures.aQuotingDelivery();
        Fixtures.decide(delivery, NOW, Fixtures.quote("velo", fee));
        delivery.confirmed(new Confirmation(current(delivery).bookingId(), null, null, null, null, null, null), NOW);

        Money cost = new CancellationRate(assigned, arrived, Duration.ofSeconds(60))
                .feeOf(status, current(delivery), reason, NOW.plusSeconds(seconds));

        assertThat(cost.amount()).isBetween(0L, fee);
        assertThat(cost.currency()).isEqualTo("GBP");
    }

    /** Exact to the penny, half a penny up, for every fee there may be. */
    @Property
    void isTheShareRoundedToTheNearestMinorUnit(
            @ForAll @IntRange(max = 100) int percent, @ForAll @LongRange(max = 100_000_000) long fee) {
        Delivery delivery = Fixtures.aQuotingDelivery();
        Fixtures.decide(delivery, NOW, Fixtures.quote("velo", fee));
        delivery.confirmed(new Confirmation(current(delivery).bookingId(), null, null, null, null, null, null), NOW);

        Money cost = new CancellationRate(percent, 100, Duration.ZERO)
                .feeOf(DeliveryStatus.ASSIGNED, current(delivery), Reason.OTHER, NOW);

        BigDecimal share =
                BigDecimal.valueOf(fee).multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
        assertThat(BigDecimal.valueOf(cost.amount())).isEqualTo(share.setScale(0, RoundingMode.HALF_UP));
    }

    private static long fee(CancellationRate rate, DeliveryStatus status, Reason reason, long seconds) {
        return rate.feeOf(status, current(anAssignedDelivery()), reason, NOW.plusSeconds(seconds))
                .amount();
    }
}
