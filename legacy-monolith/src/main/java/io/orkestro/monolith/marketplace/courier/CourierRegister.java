package io.orkestro.monolith.marketplace.courier;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers and changes couriers. */
@Component
class CourierRegister {

    private final Couriers couriers;
    private final CourierCopies copies;
    private final Ownership ownership;
    private final SecretBox secrets;
    private final Clock clock;

    CourierRegister(
            Couriers couriers,
            CourierCopies copies,
            @Qualifier("courierOwnership") Ownership ownership,
            SecretBox secrets,
            Clock clock) {
        this.couriers = couriers;
        this.copies = copies;
        this.ownership = ownership;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * A courier as it is now.
     *
     * @param isNew whether this call registered it
     * @param offerSecret shown to whoever registered it, once
     */
    record Registered(
            Courier courier, boolean isNew, @Nullable String offerSecret) {}

    /** Once per key; the same again changes nothing, something else is refused. */
    @Transactional
    Registered register(RoutingKey key, CourierProfile profile, Decision decision) {
        String id = Courier.idOf(key);
        couriers.lockUnborn(id);
        Optional<Courier> existing = couriers.findById(id);
        if (existing.isPresent()) {
            if (!existing.get().profile().equals(profile)) {
                throw new CourierExists(id);
            }
            return new Registered(existing.get(), false, null);
        }
        String secret = WebhookSecret.random().text();
        Courier courier = couriers.save(
                new Courier(key, profile, secrets.seal(secret), ownership.birthEpoch(id), clock.instant()));
        copies.changed(courier, decision);
        return new Registered(courier, true, secret);
    }

    @Transactional
    Courier change(String id, UnaryOperator<CourierProfile> change, Decision decision) {
        Courier courier = locked(id);
        CourierProfile changed = change.apply(courier.profile());
        if (changed.equals(courier.profile())) {
            return courier;
        }
        courier.change(changed, clock.instant());
        copies.changed(courier, decision);
        return courier;
    }

    @Transactional
    Courier pause(String id, Decision decision) {
        Courier courier = locked(id);
        if (!courier.isPaused()) {
            courier.pause(clock.instant());
            copies.changed(courier, decision);
        }
        return courier;
    }

    @Transactional
    Courier resume(String id, Decision decision) {
        Courier courier = locked(id);
        if (courier.isPaused()) {
            courier.resume(clock.instant());
            copies.changed(courier, decision);
        }
        return courier;
    }

    private Courier locked(String id) {
        Courier courier = couriers.lock(id).orElseThrow(() -> new NotFound("courier", id));
        ownership.require(id, courier.epoch());
        return courier;
    }
}
