package io.orkestro.monolith.dispatch.consignment;

import io.orkestro.monolith.money.Money;
import io.orkestro.monolith.place.Stop;
import io.orkestro.platform.web.problem.Problem;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be carried, from where to where and under which conditions. Goods that may be left at the door need a
 * photo, and a minimum age needs a check, whether the retailer said so or not.
 *
 * @param orderValue what the goods are worth; caps couriers by vehicle
 * @param requirements each once, in the order of the enum
 * @param minimumAge of the recipient, 16 to 25
 * @param language the recipient's
 * @param metadata the retailer's own words, handed back unread
 */
public record Consignment(
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue,
        @Nullable Money tip,
        List<Requirement> requirements,
        @Nullable Integer minimumAge,
        UndeliverableAction undeliverableAction,
        DeliverableAction deliverableAction,
        @Nullable Language language,
        Map<String, String> metadata) {

    public static final int MAXIMUM_METADATA = 20;

    /** As JSON: what a delivery's snapshot has room for beside the delivery's own history. */
    public static final int MOST_BYTES = 18_000;

    public Consignment {
        items = List.copyOf(items);
        requirements = complete(requirements, minimumAge, undeliverableAction, deliverableAction);
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** Everything about it that cannot be, as far as one field alone does not tell; empty where all is well. */
    public List<Problem.FieldError> faults(Instant now) {
        return ConsignmentFaults.of(this, now);
    }

    /**
     * What cannot be about the amended consignment and comes of the amendment: a window that was fine when it was set may
     * have begun since, and is no fault of whoever leaves it as it is.
     */
    public List<Problem.FieldError> faultsBroughtBy(Amendment amendment, Instant now) {
        return ConsignmentFaults.broughtBy(this, amended(amendment), now);
    }

    /** The same with what the retailer has thought of since. */
    public Consignment amended(Amendment amendment) {
        return new Consignment(
                amendment.pickup() == null ? pickup : amendment.pickup().appliedTo(pickup),
                amendment.dropoff() == null ? dropoff : amendment.dropoff().appliedTo(dropoff),
                items,
                orderValue,
                amendment.tip() == null ? tip : amendment.tip(),
                requirements,
                minimumAge,
                undeliverableAction,
                deliverableAction,
                language,
                merged(amendment.metadata()));
    }

    private Map<String, String> merged(@Nullable Map<String, @Nullable String> changes) {
        if (changes == null) {
            return metadata;
        }
        Map<String, String> merged = new TreeMap<>(metadata);
        changes.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }

    private static List<Requirement> complete(
            List<Requirement> asked,
            @Nullable Integer minimumAge,
            UndeliverableAction undeliverable,
            DeliverableAction deliverable) {
        Set<Requirement> complete = EnumSet.noneOf(Requirement.class);
        complete.addAll(asked);
        if (minimumAge != null) {
            complete.add(Requirement.AGE_CHECK);
        }
        if (undeliverable == UndeliverableAction.LEAVE_AT_DOOR || deliverable == DeliverableAction.LEAVE_AT_DOOR) {
            complete.add(Requirement.PHOTO);
        }
        return List.copyOf(complete);
    }
}
