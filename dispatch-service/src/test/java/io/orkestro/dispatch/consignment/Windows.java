package io.orkestro.dispatch.consignment;

import io.orkestro.dispatch.consignment.Amendment.StopAmendment;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** The ends of a consignment's two time windows, as retailers may and may not set them; null is open. */
public record Windows(
        @Nullable Instant pickupReady,
        @Nullable Instant pickupDeadline,
        @Nullable Instant dropoffReady,
        @Nullable Instant dropoffDeadline) {

    static final Duration HORIZON = Duration.ofDays(30);
    private static final long SLACK = 200_000;

    /** Built up from the front, each end where those before it leave room, often without a second to spare. */
    public static Arbitrary<Windows> valid(Instant now) {
        return Combinators.combine(
                        seconds(-120, HORIZON.toSeconds() - 1), seconds(0, SLACK), seconds(0, SLACK), seconds(0, SLACK))
                .as((ready, pickupSlack, dropoffSlack, earlier) ->
                        fitting(now, ready, pickupSlack, dropoffSlack, earlier));
    }

    /** Anything within some weeks, whether it makes sense or not. */
    public static Arbitrary<Windows> any(Instant now) {
        Arbitrary<@Nullable Long> end =
                Arbitraries.oneOf(seconds(-7_200, 14_400), seconds(-SLACK, HORIZON.toSeconds() + SLACK));
        return Combinators.combine(end, end, end, end)
                .as((a, b, c, d) -> new Windows(after(now, a), after(now, b), after(now, c), after(now, d)));
    }

    private static Windows fitting(
            Instant now,
            @Nullable Long ready,
            @Nullable Long pickupSlack,
            @Nullable Long dropoffSlack,
            @Nullable Long earlier) {
        Instant pickupReady = after(now, ready);
        Instant start = pickupReady == null ? now : later(pickupReady, now);
        Instant pickupDeadline = after(
                pickupReady == null ? minutes(now, 20) : later(minutes(pickupReady, 10), minutes(now, 20)),
                pickupSlack);
        Instant dropoffDeadline = after(
                pickupDeadline == null ? minutes(start, 20) : later(pickupDeadline, minutes(start, 20)), dropoffSlack);
        Instant latest = now.plus(HORIZON).minusSeconds(1);
        if (pickupDeadline != null) {
            latest = earlier(latest, pickupDeadline);
        }
        if (dropoffDeadline != null) {
            latest = earlier(latest, minutes(dropoffDeadline, -20));
        }
        return new Windows(
                pickupReady, pickupDeadline, earlier == null ? null : latest.minusSeconds(earlier), dropoffDeadline);
    }

    public Stop pickup() {
        return stop("Ada", pickupReady, pickupDeadline);
    }

    public Stop dropoff() {
        return stop("Grace", dropoffReady, dropoffDeadline);
    }

    public Consignment consignment() {
        return new Consignment(
                pickup(),
                dropoff(),
                List.of(new Item("Cheese box", 1, null, null, null)),
                null,
                null,
                List.of(),
                null,
                UndeliverableAction.RETURN,
                DeliverableAction.MEET_AT_DOOR,
                null,
                Map.of());
    }

    public static Windows of(Consignment consignment) {
        return new Windows(
                consignment.pickup().readyAt(),
                consignment.pickup().deadlineAt(),
                consignment.dropoff().readyAt(),
                consignment.dropoff().deadlineAt());
    }

    /** Sets every end that is not open; leaves the others as they are. */
    public Amendment amendment() {
        return new Amendment(
                new StopAmendment(null, null, pickupReady, pickupDeadline),
                new StopAmendment(null, null, dropoffReady, dropoffDeadline),
                null,
                null);
    }

    /** These, and the others' where these are open. */
    public Windows over(Windows others) {
        return new Windows(
                pickupReady == null ? others.pickupReady : pickupReady,
                pickupDeadline == null ? others.pickupDeadline : pickupDeadline,
                dropoffReady == null ? others.dropoffReady : dropoffReady,
                dropoffDeadline == null ? others.dropoffDeadline : dropoffDeadline);
    }

    /** The same but for one end. */
    Windows with(String field, @Nullable Instant end) {
        return switch (field) {
            case "pickup.readyAt" -> new Windows(end, pickupDeadline, dropoffReady, dropoffDeadline);
            case "pickup.deadlineAt" -> new Windows(pickupReady, end, dropoffReady, dropoffDeadline);
            case "dropoff.readyAt" -> new Windows(pickupReady, pickupDeadline, end, dropoffDeadline);
            case "dropoff.deadlineAt" -> new Windows(pickupReady, pickupDeadline, dropoffReady, end);
            default -> throw new IllegalArgumentException("There is no window with a " + field);
        };
    }

    Windows shifted(Duration by) {
        return new Windows(
                shifted(pickupReady, by),
                shifted(pickupDeadline, by),
                shifted(dropoffReady, by),
                shifted(dropoffDeadline, by));
    }

    private static @Nullable Instant shifted(@Nullable Instant end, Duration by) {
        return end == null ? null : end.plus(by);
    }

    private static Arbitrary<@Nullable Long> seconds(long least, long most) {
        return Arbitraries.longs().between(least, most).injectNull(0.3);
    }

    private static @Nullable Instant after(Instant start, @Nullable Long seconds) {
        return seconds == null ? null : start.plusSeconds(seconds);
    }

    private static Instant minutes(Instant start, int minutes) {
        return start.plus(Duration.ofMinutes(minutes));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Stop stop(String name, @Nullable Instant readyAt, @Nullable Instant deadlineAt) {
        return new Stop(
                name,
                null,
                new Address("1 A Street", null, "London", "E1", "GB"),
                new Location(51.5, -0.1),
                null,
                null,
                null,
                readyAt,
                deadlineAt);
    }
}
