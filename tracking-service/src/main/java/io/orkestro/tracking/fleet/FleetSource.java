package io.orkestro.tracking.fleet;

import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.tracking.Changes;
import io.orkestro.tracking.stream.Digest;
import io.orkestro.tracking.stream.Event;
import io.orkestro.tracking.stream.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stream behind a fleet page: first the whole fleet, unless its client has just that, then what differs. A delivery that is
 * no longer under way is gone.
 */
final class FleetSource implements Source {

    private final RoutingKey key;
    private final Changes changes;
    private final Fleets fleets;
    private final String retailerId;
    private final JsonMapper json;
    private final @Nullable String seen;
    private @Nullable Map<String, String> told;

    /**
     * What differs.
     *
     * @param gone what is no longer under way
     */
    record Changed(List<FleetDelivery> data, List<Fleets.Gone> gone) {}

    /** @param seen the id the client saw last */
    FleetSource(
            String retailerId, RoutingKey key, Changes changes, Fleets fleets, JsonMapper json, @Nullable String seen) {
        this.retailerId = retailerId;
        this.key = key;
        this.changes = changes;
        this.fleets = fleets;
        this.json = json;
        this.seen = seen;
    }

    @Override
    public String topic() {
        return retailerId;
    }

    @Override
    public Changes.Watch watch(Runnable onChange) {
        return changes.watchAll(key, _ -> onChange.run());
    }

    @Override
    public List<Event> next() {
        Fleet now = fleets.of(retailerId);
        Map<String, String> digests = new LinkedHashMap<>();
        now.data().forEach(each -> digests.put(each.deliveryId(), Digest.of(json.writeValueAsString(each))));
        Map<String, String> before = told;
        told = digests;
        String id = idOf(digests, now.truncated());
        if (before == null) {
            return id.equals(seen) ? List.of() : List.of(new Event(id, "fleet", json.writeValueAsString(now)));
        }
        Changed changed = difference(before, digests, now);
        return changed.data().isEmpty() && changed.gone().isEmpty()
                ? List.of()
                : List.of(new Event(id, "changed", json.writeValueAsString(changed)));
    }

    private Changed difference(Map<String, String> before, Map<String, String> digests, Fleet now) {
        List<FleetDelivery> data = now.data().stream()
                .filter(each -> !String.valueOf(digests.get(each.deliveryId())).equals(before.get(each.deliveryId())))
                .toList();
        List<String> gone = new ArrayList<>(before.keySet());
        gone.removeAll(digests.keySet());
        return new Changed(data, fleets.gone(gone));
    }

    /** Whichever way a client came to know all of them, and in whatever order they changed. */
    private static String idOf(Map<String, String> digests, boolean truncated) {
        StringBuilder all = new StringBuilder().append(truncated);
        digests.keySet().stream().sorted().forEach(id -> all.append(id).append(digests.get(id)));
        return Digest.of(all.toString());
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public Duration breath() {
        return Duration.ofSeconds(1);
    }
}
