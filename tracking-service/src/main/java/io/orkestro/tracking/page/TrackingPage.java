package io.orkestro.tracking.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.orkestro.tracking.DeliveryNews.CourierNews;
import io.orkestro.tracking.Estimate;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.Status;
import io.orkestro.tracking.TimelineEntry;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.place.LocalTime;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Draws the recipient's page. It needs no script, and nothing from anywhere else. */
@Component
class TrackingPage {

    private final Template delivery = template("tracking/delivery.mustache");
    private final Template nothing = template("tracking/nothing.mustache");

    /** One line of the list of steps. */
    record Step(
            String label, @Nullable String time, @Nullable String instant, boolean done, boolean current) {}

    String of(TrackedDelivery tracked, List<TimelineEntry> timeline, Words words, String nonce, Instant now) {
        Status status = tracked.status();
        String state = status.name().toLowerCase(Locale.ROOT);
        ZoneId zone = LocalTime.zoneIn(tracked.facts().dropoff().address().country());
        Clocked clocked = new Clocked(zone, words.locale(), now);
        Map<String, Object> model = frame(words, nonce);
        model.put("refresh", !status.isFinal());
        model.put("title", words.of("status." + state));
        model.put("explanation", words.of("explanation." + state));
        model.put("business", orEmpty(tracked.facts().pickup().business()));
        model.put("trouble", isTrouble(status));
        model.put("steps", steps(status, timeline, words, clocked));
        addEta(model, tracked.estimate(), status, words, clocked);
        addDriver(model, tracked.facts().courier(), status, words);
        addSketch(model, tracked, words, clocked);
        return delivery.execute(model);
    }

    /** Where there is no such delivery, or none any more. */
    String nothing(String reason, Words words, String nonce) {
        Map<String, Object> model = frame(words, nonce);
        model.put("title", words.of(reason + ".title"));
        model.put("explanation", words.of(reason + ".explanation"));
        return nothing.execute(model);
    }

    private static Map<String, Object> frame(Words words, String nonce) {
        Map<String, Object> model = new HashMap<>();
        model.put("language", words.locale().toLanguageTag());
        model.put("nonce", nonce);
        return model;
    }

    private static boolean isTrouble(Status status) {
        return switch (status) {
            case CANCELLED, RETURNING, RETURNED, FAILED, EXPIRED -> true;
            case PENDING, ASSIGNED, PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED -> false;
        };
    }

    /** Received, courier found, on its way, delivered; or how it ended instead. */
    private static List<Step> steps(Status status, List<TimelineEntry> timeline, Words words, Clocked clocked) {
        int reached = reached(status, timeline);
        List<List<Status>> happy = List.of(
                List.of(Status.PENDING),
                List.of(Status.ASSIGNED),
                List.of(Status.PICKED_UP, Status.DROPOFF_ENROUTE),
                List.of(Status.DELIVERED));
        List<String> labels = List.of("step.received", "step.courier", "step.underway", "step.delivered");
        List<Step> steps = new ArrayList<>();
        int shown = isTrouble(status) ? reached + 1 : happy.size();
        for (int i = 0; i < shown; i++) {
            Instant at = i <= reached ? firstOf(happy.get(i), i == 0, timeline) : null;
            boolean current = i == reached && !status.isFinal() && !isTrouble(status);
            steps.add(step(words.of(labels.get(i)), at, i <= reached, current, clocked));
        }
        if (isTrouble(status)) {
            String label = words.of("status." + status.name().toLowerCase(Locale.ROOT));
            steps.add(step(label, lastOf(List.of(status), timeline), true, false, clocked));
        }
        return steps;
    }

    private static Step step(String label, @Nullable Instant at, boolean done, boolean current, Clocked clocked) {
        return new Step(label, at == null ? null : clocked.time(at), at == null ? null : at.toString(), done, current);
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
    private static @Nullable Instant firstOf(List<Status> statuses, boolean veryFirst, List<TimelineEntry> timeline) {
        if (veryFirst || statuses.contains(Status.PICKED_UP)) {
            return timeline.stream()
                    .filter(entry -> statuses.contains(entry.status()))
                    .findFirst()
                    .map(TimelineEntry::at)
                    .orElse(null);
        }
        return lastOf(statuses, timeline);
    }

    /** When the status was reached for the last time: by the event named after it, not by a later detail. */
    private static @Nullable Instant lastOf(List<Status> statuses, List<TimelineEntry> timeline) {
        return timeline.stream()
                .filter(entry -> statuses.stream().anyMatch(status -> isNamedAfter(status, entry)))
                .reduce((_, later) -> later)
                .map(TimelineEntry::at)
                .orElse(null);
    }

    private static boolean isNamedAfter(Status status, TimelineEntry entry) {
        return entry.type().equals("delivery." + status.name().toLowerCase(Locale.ROOT));
    }

    private static void addEta(
            Map<String, Object> model, Estimate estimate, Status status, Words words, Clocked clocked) {
        Instant eta = estimate.dropoff();
        if (eta == null || status == Status.DROPOFF_ARRIVED) {
            model.put("eta", false);
            return;
        }
        model.put("eta", Map.of("label", words.of("eta"), "time", clocked.time(eta), "instant", eta.toString()));
    }

    private static void addDriver(
            Map<String, Object> model, @Nullable CourierNews courier, Status status, Words words) {
        if (courier == null || status.isFinal()) {
            model.put("driver", false);
            return;
        }
        String vehicle = courier.vehicle();
        model.put(
                "driver",
                Map.of(
                        "label", words.of("driver"),
                        "name", firstName(courier.driverName(), words),
                        "vehicle", vehicle == null ? "" : words.orElse("vehicle." + vehicle, "")));
    }

    private static String firstName(@Nullable String name, Words words) {
        return name == null || name.isBlank()
                ? words.of("driver.unnamed")
                : name.strip().split("\\s+", 2)[0];
    }

    private static void addSketch(Map<String, Object> model, TrackedDelivery tracked, Words words, Clocked clocked) {
        Fix fix = tracked.status().isFinal() ? null : tracked.lastFix();
        model.put("width", WaySketch.WIDTH);
        model.put("height", WaySketch.HEIGHT);
        model.put(
                "sketch",
                WaySketch.of(
                        tracked.facts().pickup().location(),
                        tracked.facts().dropoff().location(),
                        fix == null ? null : fix.location()));
        model.put("sketchTitle", words.of("sketch"));
        model.put("seen", fix == null ? "" : words.of("seen") + " " + clocked.time(fix.recordedAt()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Template template(String path) {
        try (Reader reader =
                new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8)) {
            return Mustache.compiler().defaultValue("").emptyStringIsFalse(true).compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + path + " cannot be read", e);
        }
    }

    /** Times as the recipient's clock shows them, with the day where it is not today. */
    private record Clocked(ZoneId zone, Locale locale, Instant now) {

        String time(Instant instant) {
            boolean today = instant.atZone(zone)
                    .truncatedTo(ChronoUnit.DAYS)
                    .equals(now.atZone(zone).truncatedTo(ChronoUnit.DAYS));
            String pattern = (today ? "HH:mm" : "d MMMM, HH:mm") + (zone.getId().equals("Z") ? " 'UTC'" : "");
            return DateTimeFormatter.ofPattern(pattern, locale).format(instant.atZone(zone));
        }
    }
}
