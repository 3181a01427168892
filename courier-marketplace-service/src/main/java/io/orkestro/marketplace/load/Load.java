package io.orkestro.marketplace.load;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Stop;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be carried from where to where: what a courier must know to say whether and for how much.
 *
 * @param orderValue of the goods; null where the retailer did not say
 * @param minimumAge of the recipient; asks for an age check
 */
public record Load(
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue,
        Set<Requirement> requirements,
        @Nullable Integer minimumAge) {

    private static final Set<Requirement> PROVEN = EnumSet.of(
            Requirement.SIGNATURE, Requirement.PHOTO, Requirement.PIN, Requirement.BARCODE, Requirement.AGE_CHECK);

    public Load {
        items = List.copyOf(items);
        requirements = Set.copyOf(requirements);
    }

    public double roadMeters() {
        return RoadDistance.meters(pickup.location(), dropoff.location());
    }

    public long grams() {
        return items.stream().mapToLong(Item::grams).sum();
    }

    public Size largestSize() {
        return items.stream()
                .map(item -> item.size() == null ? Size.SMALL : item.size())
                .max(Size::compareTo)
                .orElse(Size.SMALL);
    }

    public Set<Requirement> allRequirements() {
        Set<Requirement> all = EnumSet.noneOf(Requirement.class);
        all.addAll(requirements);
        if (minimumAge != null) {
            all.add(Requirement.AGE_CHECK);
        }
        return all;
    }

    /** Whether whoever hands over must bring evidence of it. */
    public boolean needsProof() {
        return !Collections.disjoint(allRequirements(), PROVEN);
    }

    /** When the goods can be picked up at the earliest. */
    @JsonIgnore
    public Instant readyAt(Instant now) {
        Instant ready = pickup.readyAt();
        return ready == null || ready.isBefore(now) ? now : ready;
    }
}
