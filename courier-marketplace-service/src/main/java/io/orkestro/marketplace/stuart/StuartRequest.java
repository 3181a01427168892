package io.orkestro.marketplace.stuart;

import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.place.Address;
import io.orkestro.marketplace.place.Stop;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a job as Stuart wants it: the same for a price, for a time, and for the job itself. */
final class StuartRequest {

    private static final int LONGEST_DESCRIPTION = 250;

    private StuartRequest() {}

    /** Why Stuart need not be asked; empty where it should be. A job has no words for what the contract does not cover. */
    static Optional<String> obstacle(Load load, Set<Requirement> covered) {
        Set<Requirement> asked = EnumSet.noneOf(Requirement.class);
        asked.addAll(load.requirements());
        if (load.minimumAge() != null) {
            asked.add(Requirement.AGE_CHECK);
        }
        return covered.containsAll(asked) ? Optional.empty() : Optional.of("requirement_not_supported");
    }

    /**
     * @param reference our booking's id, which must be unique among Stuart's jobs; null where only a price is asked
     */
    static Map<String, Object> job(Load load, @Nullable String reference, Instant now) {
        Map<String, Object> pickup = stop(load.pickup());
        Map<String, Object> dropoff = stop(load.dropoff());
        dropoff.put("package_description", description(load));
        putPresent(dropoff, "client_reference", reference);
        if (load.dropoff().readyAt() != null && load.dropoff().deadlineAt() != null) {
            putPresent(
                    dropoff,
                    "end_customer_time_window_start",
                    text(load.dropoff().readyAt()));
            putPresent(
                    dropoff, "end_customer_time_window_end", text(load.dropoff().deadlineAt()));
        }
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("transport_type", transportType(load));
        putSchedule(job, load, now);
        job.put("pickups", List.of(pickup));
        job.put("dropoffs", List.of(dropoff));
        return Map.of("job", job);
    }

    /** By one end alone: Stuart reckons the other. Without either it comes as soon as it can. */
    private static void putSchedule(Map<String, Object> job, Load load, Instant now) {
        Instant pickup = load.pickup().readyAt();
        Instant dropoff = load.dropoff().readyAt();
        if (pickup != null && pickup.isAfter(now)) {
            job.put("pickup_at", pickup.toString());
        } else if (dropoff != null && dropoff.isAfter(now)) {
            job.put("dropoff_at", dropoff.toString());
        }
    }

    private static String transportType(Load load) {
        Size largest = load.items().stream()
                .map(item -> item.size() == null ? Size.SMALL : item.size())
                .max(Comparator.naturalOrder())
                .orElse(Size.SMALL);
        return switch (largest) {
            case SMALL -> "bike";
            case MEDIUM -> "motorbike";
            case LARGE -> "car";
            case XLARGE -> "van";
        };
    }

    private static Map<String, Object> stop(Stop at) {
        Map<String, Object> contact = new LinkedHashMap<>();
        int space = at.name().indexOf(' ');
        contact.put("firstname", space < 0 ? at.name() : at.name().substring(0, space));
        putPresent(contact, "lastname", space < 0 ? null : at.name().substring(space + 1));
        putPresent(contact, "phone", at.phone());
        putPresent(contact, "email", at.email());
        putPresent(contact, "company", at.business());
        Map<String, Object> stop = new LinkedHashMap<>();
        stop.put("address", address(at.address()));
        stop.put(
                "coordinates",
                Map.of("lat", at.location().lat(), "long", at.location().lng()));
        putPresent(stop, "comment", comment(at));
        stop.put("contact", contact);
        return stop;
    }

    private static String address(Address address) {
        return address.line1() + ", " + address.postcode() + " " + address.city() + ", " + address.country();
    }

    /** The second line is for people: Stuart's search for places stumbles over floors and doors. */
    private static @Nullable String comment(Stop at) {
        String line2 = at.address().line2();
        if (line2 == null) {
            return at.instructions();
        }
        return at.instructions() == null ? line2 : line2 + ". " + at.instructions();
    }

    private static String description(Load load) {
        String description = load.items().stream().map(StuartRequest::line).collect(Collectors.joining(", "));
        return description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }

    private static String line(Item item) {
        return item.quantity() + " x " + item.name();
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    private static void putPresent(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
