package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.ParkedMessages;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.messaging.Unheard;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.web.idempotency.Answer;
import io.orkestro.platform.web.idempotency.AnswerListener;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.internal.PeerCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The handover, for every application that sends and receives messages. */
@AutoConfiguration(
        afterName = {
            "io.orkestro.platform.messaging.MessagingConfiguration",
            "io.orkestro.platform.web.internal.InternalConfiguration",
            "io.orkestro.platform.web.idempotency.IdempotencyConfiguration"
        })
@ConditionalOnBean(Outbox.class)
@EnableConfigurationProperties(HandoverProperties.class)
class HandoverConfiguration {

    /** Longer than a message takes to the other side, be it busy. */
    private static final Duration ON_THE_WAY = Duration.ofMinutes(1);

    @Bean
    StoredRouting publishedRouting(JdbcClient jdbc, ObjectProvider<JsonMapper> json) {
        return new StoredRouting(jdbc, json.getIfUnique(JsonMapper::new));
    }

    @Bean
    Subscription publishedRoutingSubscription(StoredRouting routing) {
        return Subscription.of("routing", "routing")
                .latestOnly()
                .onEvent("routing.changed.v1", RoutingDocument.class, routing::changed)
                .build();
    }

    @Bean
    Peers handoverPeers(HandoverProperties properties, ObjectProvider<PeerCalls> calls) {
        Map<Capability, Peer> peers = new EnumMap<>(Capability.class);
        calls.ifAvailable(doors -> properties.peers().forEach((capability, name) -> {
            if (doors.reaches(name)) {
                peers.put(capability, new Peer(name, doors, properties.claimWithin(), properties.readWithin()));
            }
        }));
        return new Peers(peers);
    }

    @Bean
    Fences handoverFences(JdbcClient jdbc) {
        return new Fences(jdbc);
    }

    @Bean
    Watermarks handoverWatermarks(JdbcClient jdbc) {
        return new Watermarks(jdbc);
    }

    @Bean
    Findings handoverFindings(JdbcClient jdbc, ObjectProvider<JsonMapper> json) {
        return new Findings(jdbc, json.getIfUnique(JsonMapper::new));
    }

    @Bean
    Ledger handoverLedger(
            HandoverProperties properties,
            Fences fences,
            Findings findings,
            Outbox outbox,
            ObjectProvider<IdempotentRequests> requests,
            Clock clock) {
        return new Ledger(properties.side(), fences, answers(requests, clock), findings, outbox);
    }

    @Bean
    Retired handoverRetired(StoredRouting routing) {
        return new Retired(routing);
    }

    @Bean
    Unheard handoverUnheard(
            HandoverProperties properties, Retired retired, ObjectProvider<Subscription> subscriptions) {
        return new NotesToARetiredSide(properties.side(), retired, subscriptions);
    }

    @Bean
    Moving handover(
            HandoverProperties properties,
            Peers peers,
            Ledger ledger,
            Watermarks watermarks,
            PlatformTransactionManager transactions,
            Retired retired,
            ObjectProvider<ParkedMessages> parked,
            ObjectProvider<Backfill> backfill,
            Clock clock) {
        return new Moving(
                properties.side(),
                peers.by(),
                ledger,
                watermarks,
                new TransactionTemplate(transactions),
                retired,
                parked,
                backfill,
                clock);
    }

    /** So that a repeat on the other side gets the same answer without a claim. */
    @Bean
    AnswerListener handoverAnswers(Peers peers, Outbox outbox) {
        return (subject, answer) -> Moving.presentKind()
                .filter(kind -> peers.by().containsKey(kind.capability()))
                .ifPresent(kind -> outbox.append(Handing.answered(kind, subject, answer)));
    }

    @Bean
    Kinds handoverKinds(ObjectProvider<OwnedKind> kinds, Peers peers) {
        return new Kinds(() -> kinds.orderedStream()
                .filter(kind -> peers.by().containsKey(kind.capability()))
                .toList());
    }

    private static Ledger.Answers answers(ObjectProvider<IdempotentRequests> requests, Clock clock) {
        return new Ledger.Answers() {
            @Override
            public List<Answer> about(String id) {
                IdempotentRequests present = requests.getIfAvailable();
                return present == null ? List.of() : present.answersAbout(id);
            }

            @Override
            public List<Answer> latelyAbout(String id) {
                Instant after = clock.instant().minus(ON_THE_WAY);
                return about(id).stream()
                        .filter(answer -> answer.at().isAfter(after))
                        .toList();
            }

            @Override
            public void keep(String id, List<Answer> answers) {
                requests.ifAvailable(present -> present.keep(id, answers));
            }
        };
    }

    /** The applications on the other side, by capability; empty where nothing moves. */
    record Peers(Map<Capability, Peer> by) {}
}
