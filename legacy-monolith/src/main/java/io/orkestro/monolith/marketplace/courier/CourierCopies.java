package io.orkestro.monolith.marketplace.courier;

import io.orkestro.platform.backend.Copies;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Couriers as others are told of them, and as others tell of them; handed over together with their live bookings. */
@Component
public class CourierCopies implements Copies {

    public static final String CHANGED = "courier.changed.v1";

    /** A courier as it is, said again to those who keep copies; nothing has changed. */
    public static final String AGAIN = "courier.snapshot.v1";

    private static final String BURDEN = "burden";

    private final Couriers couriers;
    private final Burden burden;
    private final Outbox outbox;
    private final Routing routing;
    private final JsonMapper json;

    CourierCopies(Couriers couriers, Burden burden, Outbox outbox, Routing routing, JsonMapper json) {
        this.couriers = couriers;
        this.burden = burden;
        this.outbox = outbox;
        this.routing = routing;
        this.json = json;
    }

    @Override
    public Optional<Copy> lock(String id) {
        return couriers.lock(id).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String id) {
        return couriers.findById(id).map(this::copyOf);
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        CourierSnapshot read = json.treeToValue(snapshot, CourierSnapshot.class);
        Courier courier = couriers.lock(id).orElseGet(() -> Courier.copied(read));
        ObjectNode known = json.valueToTree(read);
        if (snapshot.has(BURDEN)) {
            known.set(BURDEN, snapshot.get(BURDEN));
        }
        JsonNode unknown = unknownIn.apply(known);
        courier.become(read, epoch, sequence, unknown.isEmpty() ? null : unknown);
        couriers.saveAndFlush(courier);
        if (snapshot.has(BURDEN)) {
            burden.become(id, snapshot.get(BURDEN));
        }
    }

    @Override
    public void surrender(String id, long epoch) {
        couriers.lock(id).ifPresent(courier -> {
            courier.surrender(epoch);
            burden.follow(id);
        });
    }

    /** With its burden, which only those hear of who ask, or are told everything once. */
    @Override
    public void tellAgain(String id) {
        couriers.findById(id).ifPresent(courier -> say(AGAIN, courier, routing.decide(courier.key()), whole(courier)));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return couriers.idsAfter(Objects.requireNonNullElse(after, ""), limit);
    }

    /** Rides that go on here count as something this side owns: until they end it has a part. */
    @Override
    public long countWithParity(int parity) {
        return couriers.countWithParity(parity) + (parity == 1 ? burden.leftBehind() : 0);
    }

    /** It was registered or changed. */
    void changed(Courier courier, Decision decision) {
        say(CHANGED, courier, decision, snapshot(courier));
    }

    private void say(String type, Courier courier, Decision decision, JsonNode data) {
        outbox.append(Message.event(
                Capability.COURIER_MARKETPLACE.slug(),
                type,
                courier.id(),
                courier.sequence(),
                courier.epoch(),
                decision,
                data));
    }

    private Copy copyOf(Courier courier) {
        return new Copy(courier.epoch(), courier.sequence(), () -> whole(courier));
    }

    private ObjectNode whole(Courier courier) {
        ObjectNode whole = snapshot(courier);
        whole.set(BURDEN, burden.of(courier.id()));
        return whole;
    }

    private ObjectNode snapshot(Courier courier) {
        ObjectNode known = json.valueToTree(CourierSnapshot.of(courier));
        JsonNode unknown = courier.unknown();
        return unknown == null ? known : new UnknownFields(unknown).mergedInto(known);
    }
}
