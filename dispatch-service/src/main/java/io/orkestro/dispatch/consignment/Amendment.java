package io.orkestro.dispatch.consignment;

import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.PhoneNumber;
import io.orkestro.dispatch.place.Stop;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a retailer may still change about a consignment; what is null stays as it is.
 *
 * @param metadata merged by name; null under a name removes it
 */
public record Amendment(
        @Valid @Nullable StopAmendment pickup,
        @Valid @Nullable StopAmendment dropoff,
        @Valid @Nullable Money tip,
        @Nullable Map<String, @Nullable String> metadata) {

    /** Whether it touches a time window, which only a delivery without a courier can bear. */
    public boolean movesWindows() {
        return (pickup != null && pickup.movesWindow()) || (dropoff != null && dropoff.movesWindow());
    }

    /** Whether it promises less than was promised before. */
    public boolean lowersTip(@Nullable Money promised) {
        return tip != null
                && promised != null
                && (!tip.currency().equals(promised.currency()) || promised.isMoreThan(tip));
    }

    /** The same for one stop. */
    public record StopAmendment(
            @Size(max = 280) @Nullable String instructions,
            @PhoneNumber @Nullable String phone,
            @Nullable Instant readyAt,
            @Nullable Instant deadlineAt) {

        boolean movesWindow() {
            return readyAt != null || deadlineAt != null;
        }

        public Stop appliedTo(Stop stop) {
            return new Stop(
                    stop.name(),
                    stop.business(),
                    stop.address(),
                    stop.location(),
                    phone == null ? stop.phone() : phone,
                    stop.email(),
                    instructions == null ? stop.instructions() : instructions,
                    readyAt == null ? stop.readyAt() : readyAt,
                    deadlineAt == null ? stop.deadlineAt() : deadlineAt);
        }
    }
}
