package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.rule.DispatchRules.CourierCap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Rules, loads and quotes at random, out of a small world, so that they meet: few couriers, prices that tie, limits that
 * are reached to the penny, and now and then another currency.
 */
public final class Choices {

    private Choices() {}

    public static Arbitrary<DispatchRules> rules() {
        Arbitrary<Limits> limits = Combinators.combine(
                        money().injectNull(0.5),
                        Arbitraries.maps(vehicles(), money()).ofMaxSize(3),
                        caps().list().ofMaxSize(3))
                .as(Limits::new);
        Arbitrary<Bands> bands = Combinators.combine(
                        distances().list().ofMaxSize(3), baskets().list().ofMaxSize(3))
                .as(Bands::new);
        return Combinators.combine(
                        Arbitraries.of(Strategy.class),
                        couriers().list().uniqueElements().ofMaxSize(4),
                        couriers().list().uniqueElements().ofMaxSize(2),
                        limits,
                        bands,
                        Arbitraries.of(true, false))
                .as((strategy, preferred, excluded, limit, band, preferredFirst) -> new DispatchRules(
                        3,
                        strategy,
                        preferred,
                        excluded,
                        limit.maxFee(),
                        limit.byVehicle(),
                        false,
                        8,
                        1_800,
                        60,
                        preferredFirst,
                        limit.caps(),
                        band.distances(),
                        band.baskets(),
                        null));
    }

    private record Limits(@Nullable Money maxFee, Map<String, Money> byVehicle, List<CourierCap> caps) {}

    private record Bands(List<Band.OfDistance> distances, List<Band.OfBasket> baskets) {}

    /** What the goods are worth. */
    public static Arbitrary<@Nullable Money> values() {
        return money().injectNull(0.3);
    }

    public static Arbitrary<Integer> meters() {
        return Arbitraries.integers().between(0, 6).map(steps -> steps * 1_000);
    }

    public static Arbitrary<Set<String>> tried() {
        return couriers().set().ofMaxSize(2);
    }

    /** Of the marketplace: for a courier that can, with price and times; for one that cannot, with reasons. */
    public static Arbitrary<List<Quote>> quotes(Instant now) {
        return quote(now).list().ofMaxSize(9).map(Choices::numbered);
    }

    private static Arbitrary<Quote> quote(Instant now) {
        Arbitrary<@Nullable Instant> times = Arbitraries.of(600, 1_200, 1_201, 3_600)
                .map(seconds -> now.plusSeconds(seconds))
                .injectNull(0.1);
        Arbitrary<@Nullable Instant> expiries = Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.of(-1, 0)), Tuple.of(6, Arbitraries.of(1, 900)))
                .map(seconds -> now.plusSeconds(seconds))
                .injectNull(0.1);
        Arbitrary<Quote> offers = Combinators.combine(couriers(), vehicles().injectNull(0.1), money(), times, expiries)
                .as((courier, vehicle, fee, dropoff, expires) -> new Quote(
                        "", courier, courier, vehicle, fee, now.plusSeconds(300), dropoff, expires, true, List.of()));
        Arbitrary<Quote> refusals = Combinators.combine(
                        couriers(),
                        Arbitraries.of("closed", "too_heavy", "outside_service_area")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2))
                .as((courier, reasons) ->
                        new Quote("", courier, courier, null, null, null, null, null, false, reasons));
        return Arbitraries.frequencyOf(Tuple.of(5, offers), Tuple.of(1, refusals));
    }

    private static List<Quote> numbered(List<Quote> quotes) {
        List<Quote> all = new ArrayList<>();
        for (Quote quote : quotes) {
            all.add(new Quote(
                    "qot_acme_" + all.size(),
                    quote.courierId(),
                    quote.courierName(),
                    quote.vehicle(),
                    quote.fee(),
                    quote.pickupEta(),
                    quote.dropoffEta(),
                    quote.expiresAt(),
                    quote.eligible(),
                    quote.reasons()));
        }
        return List.copyOf(all);
    }

    private static Arbitrary<String> couriers() {
        return Arbitraries.of("crr_a", "crr_b", "crr_c", "crr_d", "crr_e", "crr_f");
    }

    private static Arbitrary<String> vehicles() {
        return Arbitraries.of("bike", "van", "moto");
    }

    private static Arbitrary<Money> money() {
        Arbitrary<String> currencies = Arbitraries.frequency(Tuple.of(12, "GBP"), Tuple.of(1, "EUR"));
        return Combinators.combine(Arbitraries.integers().between(0, 10), currencies)
                .as((steps, currency) -> Money.of(steps * 100L, currency));
    }

    private static Arbitrary<CourierCap> caps() {
        return Combinators.combine(couriers(), vehicles().injectNull(0.5), money())
                .as(CourierCap::new);
    }

    private static Arbitrary<Band.OfDistance> distances() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 3).injectNull(0.3),
                        some(couriers()),
                        some(vehicles()))
                .as((from, steps, couriers, vehicles) -> new Band.OfDistance(
                        from * 1_000, steps == null ? null : (from + steps) * 1_000, couriers, vehicles));
    }

    private static Arbitrary<Band.OfBasket> baskets() {
        return Combinators.combine(
                        money(),
                        Arbitraries.integers().between(1, 5).injectNull(0.3),
                        some(couriers()),
                        some(vehicles()))
                .as((from, steps, couriers, vehicles) -> new Band.OfBasket(
                        from,
                        steps == null ? null : Money.of(from.amount() + steps * 100L, from.currency()),
                        couriers,
                        vehicles));
    }

    private static Arbitrary<@Nullable List<String>> some(Arbitrary<String> all) {
        return all.list().uniqueElements().ofMinSize(1).ofMaxSize(3).injectNull(0.5);
    }
}
