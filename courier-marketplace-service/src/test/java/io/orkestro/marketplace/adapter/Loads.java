package io.orkestro.marketplace.adapter;

import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Address;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.place.Stop;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the adapters' tests have carried: from a shop in Soho to a flat in Islington. */
public final class Loads {

    public static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    public static final String BOOKING = "bkg_acme_abcdefghijklmnopqrstuvwxyz";

    private Loads() {}

    public static Load aCake() {
        return of(Size.SMALL, Set.of(Requirement.UPRIGHT), null);
    }

    public static Load of(Size size, Set<Requirement> requirements, @Nullable Integer minimumAge) {
        return new Load(
                pickup(null),
                dropoff("+447700900123"),
                List.of(new Item("Cake", 2, size, 800, Money.of(1_250, "GBP"))),
                Money.of(2_500, "GBP"),
                requirements,
                minimumAge);
    }

    public static Load withoutARecipientsPhone() {
        return new Load(pickup(null), dropoff(null), aCake().items(), null, Set.of(), null);
    }

    public static Load readyAt(Instant ready) {
        return new Load(pickup(ready), dropoff("+447700900123"), aCake().items(), null, Set.of(), null);
    }

    public static OfferedJob offer(Load load, @Nullable String quoteId) {
        return new OfferedJob(BOOKING, load, quoteId, Money.of(200, "GBP"), "return", "meet_at_door");
    }

    private static Stop pickup(@Nullable Instant readyAt) {
        return new Stop(
                "Ada Baker",
                "Cakes & Co",
                new Address("12 Old Compton Street", null, "London", "W1D 4TQ", "GB"),
                new Location(51.5128, -0.1311),
                "+442079460123",
                null,
                "Ring the bell",
                readyAt,
                null);
    }

    private static Stop dropoff(@Nullable String phone) {
        return new Stop(
                "Grace Hopper",
                null,
                new Address("1 Upper Street", "Flat 5", "London", "N1 0PQ", "GB"),
                new Location(51.5336, -0.1060),
                phone,
                "grace@example.org",
                null,
                null,
                null);
    }
}
