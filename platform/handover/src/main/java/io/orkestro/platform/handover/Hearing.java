package io.orkestro.platform.handover;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.platform.routing.Capability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How far behind the other side this one is, for every capability that has two. */
final class Hearing implements MeterBinder {

    private final Set<Capability> capabilities;
    private final Watermarks watermarks;
    private final Retired retired;
    private final Clock clock;

    Hearing(Set<Capability> capabilities, Watermarks watermarks, Retired retired, Clock clock) {
        this.capabilities = capabilities;
        this.watermarks = watermarks;
        this.retired = retired;
        this.clock = clock;
    }

    /** Those with another side that speaks: a part that is retired says nothing. */
    Set<Capability> capabilities() {
        return capabilities.stream()
                .filter(capability -> !retired.isAlone(capability))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that the other side committed before then is here; empty where not everything was heard of yet. */
    Optional<Instant> upTo(Capability capability) {
        return watermarks.of(capability.slug());
    }

    private double lag(Capability capability) {
        return retired.isAlone(capability)
                ? Double.NaN
                : upTo(capability)
                        .map(heard -> Duration.between(heard, clock.instant()).toMillis() / 1000.0)
                        .orElse(Double.NaN);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        capabilities.forEach(capability -> Gauge.builder("orkestro.replicas.lag", this, each -> each.lag(capability))
                .description("How old what is here of the other side's may be; NaN where there is no other side")
                .baseUnit("seconds")
                .tag("capability", capability.slug())
                .register(registry));
    }
}
