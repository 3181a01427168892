package io.orkestro.marketplace.uber;

import io.orkestro.marketplace.adapter.CourierHttp;
import io.orkestro.marketplace.adapter.OfferedJob;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Address;
import io.orkestro.marketplace.place.Stop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what Uber wants to know. An address is JSON within the JSON; amounts are in minor units. */
final class UberRequest {

    /** An age check without an age is for what only adults may have. */
    private static final int ADULT = 18;

    private static final Set<Requirement> BEYOND_IT =
            Set.of(Requirement.BARCODE, Requirement.TWO_PERSON, Requirement.COLD);

    private UberRequest() {}

    /** Why Uber need not be asked; empty where it should be. */
    static Optional<String> obstacle(Load load) {
        if (load.pickup().phone() == null || load.dropoff().phone() == null) {
            return Optional.of("phone_missing");
        }
        return load.requirements().stream().anyMatch(BEYOND_IT::contains)
                ? Optional.of("requirement_not_supported")
                : Optional.empty();
    }

    static Map<String, Object> quote(Load load, CourierHttp json) {
        Map<String, Object> request = new LinkedHashMap<>();
        put(request, "pickup", load.pickup(), json);
        put(request, "dropoff", load.dropoff(), json);
        putAmount(request, "manifest_total_value", load.orderValue());
        return request;
    }

    /**
     * Our id stands thrice: as the key that makes a repetition harmless for an hour, as the two references that must be
     * unique together for ever, and (one of those) as what the webhooks carry.
     */
    static Map<String, Object> delivery(OfferedJob job, CourierHttp json) {
        Load load = job.load();
        Map<String, Object> request = quote(load, json);
        request.put("idempotency_key", job.bookingId());
        request.put("external_id", job.bookingId());
        request.put("manifest_reference", job.bookingId());
        putPresent(request, "quote_id", job.quoteId());
        putContact(request, "pickup", load.pickup());
        putContact(request, "dropoff", load.dropoff());
        request.put(
                "manifest_items",
                load.items().stream().map(item -> item(item, load)).toList());
        request.put("deliverable_action", "deliverable_action_" + job.deliverableAction());
        request.put("undeliverable_action", job.undeliverableAction());
        Map<String, Object> verification = verification(load);
        if (!verification.isEmpty()) {
            request.put("dropoff_verification", verification);
        }
        putAmount(request, "tip", job.tip());
        return request;
    }

    private static void put(Map<String, Object> request, String stop, Stop at, CourierHttp json) {
        request.put(stop + "_address", json.write(address(at.address())));
        request.put(stop + "_latitude", at.location().lat());
        request.put(stop + "_longitude", at.location().lng());
        putPresent(request, stop + "_phone_number", at.phone());
        putPresent(
                request,
                stop + "_ready_dt",
                at.readyAt() == null ? null : at.readyAt().toString());
        putPresent(
                request,
                stop + "_deadline_dt",
                at.deadlineAt() == null ? null : at.deadlineAt().toString());
    }

    private static void putContact(Map<String, Object> request, String stop, Stop at) {
        request.put(stop + "_name", at.name());
        putPresent(request, stop + "_business_name", at.business());
        putPresent(request, stop + "_notes", at.instructions());
    }

    private static Map<String, Object> address(Address address) {
        return Map.of(
                "street_address",
                        address.line2() == null ? List.of(address.line1()) : List.of(address.line1(), address.line2()),
                "city", address.city(),
                "zip_code", address.postcode(),
                "country", address.country());
    }

    private static Map<String, Object> item(Item item, Load load) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", item.name());
        manifest.put("quantity", item.quantity());
        putPresent(
                manifest,
                "size",
                item.size() == null ? null : item.size().name().toLowerCase(Locale.ROOT));
        putPresent(manifest, "weight", item.weightGrams());
        putAmount(manifest, "price", item.price());
        if (load.requirements().contains(Requirement.UPRIGHT)) {
            manifest.put("must_be_upright", true);
        }
        return manifest;
    }

    private static Map<String, Object> verification(Load load) {
        Map<String, Object> verification = new LinkedHashMap<>();
        if (load.requirements().contains(Requirement.SIGNATURE)) {
            verification.put("signature_requirement", Map.of("enabled", true, "collect_signer_name", true));
        }
        if (load.requirements().contains(Requirement.PHOTO)) {
            verification.put("picture", true);
        }
        if (load.requirements().contains(Requirement.PIN)) {
            verification.put("pincode", Map.of("enabled", true));
        }
        Integer age = load.minimumAge();
        if (age != null || load.requirements().contains(Requirement.AGE_CHECK)) {
            verification.put("identification", Map.of("min_age", age == null ? ADULT : age));
        }
        return verification;
    }

    private static void putAmount(Map<String, Object> request, String name, @Nullable Money money) {
        putPresent(request, name, money == null ? null : money.amount());
    }

    private static void putPresent(Map<String, Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}
