package io.orkestro.tracking.page;

import io.orkestro.tracking.DeliveryNews.CourierNews;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.Status;
import io.orkestro.tracking.TimelineEntry;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.page.PageState.Driver;
import io.orkestro.tracking.page.PageState.Eta;
import io.orkestro.tracking.page.PageState.Step;
import io.orkestro.tracking.page.PageState.Way;
import io.orkestro.tracking.place.LocalTime;
import io.orkestro.tracking.site.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a delivery in one recipient's words and time. */
final class Telling {

    private static final List<List<Status>> HAPPY = List.of(
            List.of(Status.PENDING),
            List.of(Status.ASSIGNED),
            List.of(Status.PICKED_UP, Status.DROPOFF_ENROUTE),
            List.of(Status.DELIVERED));

    private static final List<String> LABELS =
            List.of("step.received", "step.courier", "step.underway", "step.delivered");

    private final TrackedDelivery delivery;
    private final List<TimelineEntry> timeline;
    private final Words words;
    private final ZoneId zone;
    private final Instant now;

    Telling(TrackedDelivery delivery, List<TimelineEntry> timeline, Words words, Instant now) {
        this.delivery = delivery;
        this.timeline = timeline;
        this.words = words;
        this.zone = LocalTime.zoneIn(delivery.facts().dropoff().address().country());
        this.now = now;
    }

    PageState state() {
        Status status = delivery.status();
        String name = nameOf(status);
        String business = delivery.facts().pickup().business();
        return new PageState(
                name,
                words.of("status." + name),
                words.of("explanation." + name),
                isTrouble(status),
                status.isFinal(),
                business,
                business == null ? null : delivery.facts().pickup().phone(),
                eta(),
                driver(),
                steps(),
                way());
    }

    private static String nameOf(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isTrouble(Status status) {
        return switch (status) {
            case CANCELLED, RETURNING, RETURNED, FAILED, EXPIRED -> true;
            case PENDING, ASSIGNED, PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED -> false;
        };
    }

    private @Nullable Eta eta() {
        Instant eta = delivery.estimate().dropoff();
        return eta == null || delivery.status() == Status.DROPOFF_ARRIVED
                ? null
                : new Eta(
                        words.of("eta"),
                        time(eta),
                        eta.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** By the first name, and only while somebody is coming. */
    private @Nullable Driver driver() {
        CourierNews courier = delivery.facts().courier();
        if (courier == null || !isComing()) {
            return null;
        }
        String vehicle = courier.vehicle();
        String name = firstName(courier.driverName());
        return new Driver(
                words.of("driver"),
                name == null ? words.of("driver.unnamed") : name,
                name == null ? "" : name.substring(0, name.offsetByCodePoints(0, 1)),
                vehicle == null ? "" : words.orElse("vehicle." + vehicle, ""),
                vehicle == null ? "" : vehicle);
    }

    private static @Nullable String firstName(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip().split("\\s+", 2)[0];
    }

    private boolean isComing() {
        return delivery.status().isBeforePickup() || delivery.status().isCarrying();
    }

    /** Once it is over there is no way, and whoever goes back to the store goes unwatched. */
    private @Nullable Way way() {
        if (delivery.status().isFinal() || delivery.status() == Status.RETURNING) {
            return null;
        }
        Fix fix = isComing() ? delivery.lastFix() : null;
        return new Way(
                delivery.facts().pickup().location(),
                delivery.facts().dropoff().location(),
                fix == null ? null : fix.location(),
                fix == null ? null : words.of("seen") + " " + time(fix.recordedAt()),
                delivery.status().isCarrying());
    }

    /** Received, courier found, on its way, delivered; or how it ended instead. */
    private List<Step> steps() {
        Status status = delivery.status();
        int reached = reached(status, timeline);
        List<Step> steps = new ArrayList<>();
        int shown = isTrouble(status) ? reached + 1 : HAPPY.size();
        for (int i = 0; i < shown; i++) {
            Instant at = i <= reached ? firstOf(HAPPY.get(i), i == 0) : null;
            boolean current = i == reached && !status.isFinal() && !isTrouble(status);
            steps.add(step(words.of(LABELS.get(i)), at, i <= reached, current));
        }
        if (isTrouble(status)) {
            steps.add(step(words.of("status." + nameOf(status)), lastOf(List.of(status)), true, !status.isFinal()));
        }
        return List.copyOf(steps);
    }

    private Step step(String label, @Nullable Instant at, boolean done, boolean current) {
        return new Step(label, at == null ? null : time(at), at == null ? null : at.toString(), done, current);
    }

    private static int reached(Status status, List<TimelineEntry> timeline) {
        return switch (status) {
            case PENDING -> 0;
            case ASSIGNED, PICKUP_ARRIVED -> 1;
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, RETURNING, RETURNED -> 2;
            case DELIVERED -> 3;
            case CANCELLED, FAILED, EXPIRED ->
                timeline.stream()
                        .map(TimelineEntry::status)
                        .filter(earlier -> !earlier.isFinal())
                        .mapToInt(earlier -> reached(earlier, List.of()))
                        .max()
                        .orElse(0);
        };
    }

    /** The order was received once, but a courier may have been found again. */
    private @Nullable Instant firstOf(List<Status> statuses, boolean veryFirst) {
        if (veryFirst || statuses.contains(Status.PICKED_UP)) {
            return timeline.stream()
                    .filter(entry -> statuses.contains(entry.status()))
                    .findFirst()
                    .map(TimelineEntry::at)
                    .orElse(null);
        }
        return lastOf(statuses);
    }

    /** When the status was reached for the last time: by the event named after it, not by a later detail. */
    private @Nullable Instant lastOf(List<Status> statuses) {
        return timeline.stream()
                .filter(entry -> statuses.stream().anyMatch(status -> isNamedAfter(status, entry)))
                .reduce((_, later) -> later)
                .map(TimelineEntry::at)
                .orElse(null);
    }

    private static boolean isNamedAfter(Status status, TimelineEntry entry) {
        return entry.type().equals("delivery." + nameOf(status));
    }

    /** As the recipient's clock shows it, with the day where it is not today. */
    private String time(Instant instant) {
        boolean today = instant.atZone(zone)
                .truncatedTo(ChronoUnit.DAYS)
                .equals(now.atZone(zone).truncatedTo(ChronoUnit.DAYS));
        String pattern = (today ? "HH:mm" : "d MMMM, HH:mm") + (zone.getId().equals("Z") ? " 'UTC'" : "");
        return DateTimeFormatter.ofPattern(pattern, words.locale()).format(instant.atZone(zone));
    }
}
