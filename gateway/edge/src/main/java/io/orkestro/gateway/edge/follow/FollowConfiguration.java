package io.orkestro.gateway.edge.follow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.gateway.edge.access.ApiKeys;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this edge follows. */
@Configuration(proxyBeanMethods = false)
class FollowConfiguration {

    @Bean
    Follower<ApiKeys> apiKeys(FollowProperties properties, Clock clock) {
        return new Follower<>(new ApiKeySource(), properties, clock);
    }

    @Bean
    Follower<RoutingTable> routingTable(FollowProperties properties, Clock clock) {
        return new Follower<>(new RoutingTableSource(), properties, clock);
    }

    /** Ready once everything is known; an absent database later leaves the edge ready, and is an alarm. */
    @Bean
    HealthIndicator snapshotsHealthIndicator(List<Follower<?>> followers) {
        return () -> {
            boolean all = followers.stream().allMatch(follower -> follower.current() != null);
            Health.Builder health = all ? Health.up() : Health.outOfService();
            followers.forEach(follower -> health.withDetail(follower.name(), detailsOf(follower)));
            return health.build();
        };
    }

    private static Map<String, Object> detailsOf(Follower<?> follower) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", Objects.requireNonNullElse(follower.version(), "none yet"));
        details.put("verifiedAt", isUnverifiedSinceStart(follower) ? "not since the start" : follower.verifiedAt());
        details.put("frozen", follower.isFrozen());
        return details;
    }

    private static boolean isUnverifiedSinceStart(Follower<?> follower) {
        return follower.verifiedAt().equals(Instant.EPOCH);
    }

    /** Where each capability stands, as this edge sees it: 0 off, 1 shadow, 2 canary, 3 live, 4 complete. */
    @Bean
    MeterBinder stageMeters(Follower<RoutingTable> routing) {
        return registry -> {
            for (Capability capability : Capability.values()) {
                Gauge.builder("orkestro.routing.stage", routing, each -> stageOf(each.current(), capability))
                        .description("Stage of the capability: 0 off, 1 shadow, 2 canary, 3 live, 4 complete")
                        .tag("capability", capability.slug())
                        .register(registry);
            }
        };
    }

    private static double versionOf(Follower<?> follower) {
        Long version = follower.version();
        return version == null ? Double.NaN : version;
    }

    private static double stageOf(@Nullable RoutingTable table, Capability capability) {
        if (table == null) {
            return Double.NaN;
        }
        return switch (table.placementOf(capability).stage()) {
            case OFF -> 0;
            case SHADOW -> 1;
            case CANARY -> 2;
            case LIVE -> 3;
            case COMPLETE -> 4;
        };
    }

    @Bean
    MeterBinder snapshotMeters(List<Follower<?>> followers, Clock clock) {
        return registry -> followers.forEach(follower -> {
            Gauge.builder("orkestro.snapshot.frozen", follower, each -> each.isFrozen() ? 1 : 0)
                    .description("1 while the database is away and the snapshot may be old")
                    .tag("snapshot", follower.name())
                    .register(registry);
            Gauge.builder(
                            "orkestro.snapshot.age",
                            follower,
                            each -> isUnverifiedSinceStart(each)
                                    ? Double.NaN
                                    : Duration.between(each.verifiedAt(), clock.instant())
                                                    .toMillis()
                                            / 1000.0)
                    .description(
                            "Since the snapshot was last known to be the newest; NaN where this process never knew")
                    .baseUnit("seconds")
                    .tag("snapshot", follower.name())
                    .register(registry);
            Gauge.builder("orkestro.snapshot.version", follower, FollowConfiguration::versionOf)
                    .description("Version that is known; it moves with every edit")
                    .tag("snapshot", follower.name())
                    .register(registry);
            FunctionCounter.builder("orkestro.snapshot.steps.back", follower, Follower::stepsBack)
                    .description("How often the database had a lower version than was known")
                    .tag("snapshot", follower.name())
                    .register(registry);
        });
    }
}
