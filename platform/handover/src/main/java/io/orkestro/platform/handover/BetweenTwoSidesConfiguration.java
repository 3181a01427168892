package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Backlog;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Heartbeats;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What there is to do only where there is an inner door. A class of its own: nested, it would be looked at before the beans
 * that it needs are known.
 */
@AutoConfiguration(after = HandoverConfiguration.class)
@ConditionalOnProperty("orkestro.internal.port")
@ConditionalOnBean(Moving.class)
class BetweenTwoSidesConfiguration {

    @Bean
    DueWork<String> handoverHeartbeats(
            HandoverProperties properties,
            HandoverConfiguration.Peers peers,
            Retired retired,
            ObjectProvider<Retirement> retirement,
            Heartbeats heartbeats) {
        Map<String, Capability> exchanges =
                peers.by().keySet().stream().collect(Collectors.toMap(Capability::slug, capability -> capability));
        return HeartbeatTimer.of(
                heartbeats,
                exchanges.keySet(),
                exchange -> pulse(
                        properties.side(),
                        Objects.requireNonNull(exchanges.get(exchange)),
                        retired,
                        retirement.getIfAvailable()),
                properties.heartbeat());
    }

    private static Optional<Long> pulse(
            Side self, Capability capability, Retired retired, @Nullable Retirement retirement) {
        if (retired.isDeaf(capability) || (retirement != null && !retirement.isListening(capability))) {
            return Optional.empty();
        }
        return Optional.of(self == Side.MONOLITH ? retired.returning(capability) : 0);
    }

    @Bean
    Backfill handoverBackfill(
            HandoverProperties properties,
            Kinds kinds,
            ObjectProvider<CopiedKind> copied,
            HandoverConfiguration.Peers peers,
            Watermarks watermarks,
            Retired retired,
            Outbox outbox,
            ObjectProvider<IdempotentRequests> requests,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new Backfill(
                properties.side(),
                kinds,
                () -> copied.orderedStream()
                        .filter(kind -> peers.by().containsKey(kind.capability()))
                        .toList(),
                watermarks,
                retired,
                outbox,
                id -> {
                    IdempotentRequests present = requests.getIfAvailable();
                    return present == null ? List.of() : present.answersAbout(id);
                },
                jdbc,
                new TransactionTemplate(transactions),
                properties.backfillRate());
    }

    @Bean
    DueWork<String> handoverBackfillWork(Backfill backfill) {
        return backfill.work();
    }

    @Bean
    Sweep handoverSweep(
            HandoverProperties properties,
            Moving moving,
            Ledger ledger,
            Findings findings,
            PlatformTransactionManager transactions) {
        return new Sweep(
                properties.side(),
                moving,
                ledger,
                findings,
                new TransactionTemplate(transactions),
                properties.recheckAfter());
    }

    @Bean
    Hearing handoverHearing(HandoverConfiguration.Peers peers, Watermarks watermarks, Retired retired, Clock clock) {
        return new Hearing(peers.by().keySet(), watermarks, retired, clock);
    }

    @Bean
    HandoverController handoverController(
            HandoverProperties properties,
            Hearing hearing,
            Kinds kinds,
            Moving moving,
            Ledger ledger,
            Backfill backfill,
            Sweep sweep,
            Fences fences,
            Watermarks watermarks,
            Findings findings,
            Retired retired,
            ObjectProvider<Retirement> retirement,
            Backlog backlog,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new HandoverController(
                properties.side(),
                hearing,
                kinds,
                moving,
                ledger,
                backfill,
                sweep,
                fences,
                watermarks,
                findings,
                retired,
                retirement,
                backlog,
                jdbc,
                new TransactionTemplate(transactions));
    }
}
