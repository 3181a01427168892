package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Heartbeats;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import java.util.stream.Collectors;
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
            HandoverProperties properties, HandoverConfiguration.Peers peers, Heartbeats heartbeats) {
        return HeartbeatTimer.of(
                heartbeats,
                peers.by().keySet().stream().map(Capability::slug).collect(Collectors.toSet()),
                properties.heartbeat());
    }

    @Bean
    Backfill handoverBackfill(
            HandoverProperties properties,
            Kinds kinds,
            ObjectProvider<CopiedKind> copied,
            HandoverConfiguration.Peers peers,
            Watermarks watermarks,
            Outbox outbox,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new Backfill(
                properties.side(),
                kinds,
                () -> copied.orderedStream()
                        .filter(kind -> peers.by().containsKey(kind.capability()))
                        .toList(),
                watermarks,
                outbox,
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
    HandoverController handoverController(
            HandoverProperties properties,
            Kinds kinds,
            Moving moving,
            Ledger ledger,
            Backfill backfill,
            Sweep sweep,
            Fences fences,
            Watermarks watermarks,
            Findings findings,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new HandoverController(
                properties.side(),
                kinds,
                moving,
                ledger,
                backfill,
                sweep,
                fences,
                watermarks,
                findings,
                jdbc,
                new TransactionTemplate(transactions));
    }
}
