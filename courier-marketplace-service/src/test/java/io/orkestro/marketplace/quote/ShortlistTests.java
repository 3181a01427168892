package io.orkestro.marketplace.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShortlistTests {

    @Test
    void ofFewCouriersAllAreToldTheCheapestFirst() {
        Quote far = ineligible("a", Ineligibility.OUTSIDE_SERVICE_AREA);
        Quote full = ineligible("b", Ineligibility.AT_CAPACITY);
        Quote dear = eligible("c", 900);
        Quote cheap = eligible("d", 500);

        assertThat(Shortlist.forRetailer(List.of(far, full, dear, cheap))).containsExactly(cheap, dear, far, full);
        assertThat(Shortlist.forDispatch(List.of(far, full, dear, cheap))).containsExactly(cheap, dear, far, full);
    }

    @Test
    void ofManyThatCannotThoseAreToldThatAreNearestToIt() {
        List<Quote> far = many("far", Ineligibility.OUTSIDE_SERVICE_AREA);
        Quote closedAndFull = ineligible("x", Ineligibility.CLOSED, Ineligibility.AT_CAPACITY);
        Quote farther = ineligible("a", Ineligibility.OUTSIDE_SERVICE_AREA, Ineligibility.PAUSED);
        List<Quote> quotes =
                Stream.concat(Stream.of(farther, closedAndFull), far.stream()).toList();

        assertThat(Shortlist.forRetailer(quotes))
                .hasSize(Shortlist.MOST_INELIGIBLE)
                .contains(closedAndFull)
                .doesNotContain(farther);
    }

    @Test
    void aMessageHoldsTheCheapestAndARetailerHearsOfAllWhoCan() {
        List<Quote> can = IntStream.range(0, 150)
                .mapToObj(i -> eligible("c" + i, 1_000 - i))
                .toList();
        List<Quote> quotes = Stream.concat(can.stream(), many("far", Ineligibility.OUTSIDE_SERVICE_AREA).stream())
                .toList();

        assertThat(Shortlist.forDispatch(quotes))
                .hasSize(Shortlist.MOST_IN_A_MESSAGE)
                .isEqualTo(can.reversed().subList(0, Shortlist.MOST_IN_A_MESSAGE));
        assertThat(Shortlist.forRetailer(quotes)).hasSize(250).containsAll(can);
    }

    private static List<Quote> many(String prefix, Ineligibility reason) {
        return IntStream.range(0, 100)
                .mapToObj(i -> ineligible(prefix + i, reason))
                .toList();
    }

    private static Quote ineligible(String courier, Ineligibility... reasons) {
        return new Quote("qot_" + courier, courier, courier, null, List.of(reasons));
    }

    private static Quote eligible(String courier, long fee) {
        Quote.Terms terms =
                new Quote.Terms(VehicleType.BIKE, new Money(fee, "GBP"), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        return new Quote("qot_" + courier, courier, courier, terms, List.of());
    }
}
