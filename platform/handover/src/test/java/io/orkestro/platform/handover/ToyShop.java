package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.idempotency.Fingerprint;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** A small application that keeps toys, on either side. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TestServers.class)
class ToyShop {

    static final String MARK_ASKED = "toy.mark-asked.v1";

    @Bean
    @Primary
    JdbcConnectionDetails ownDatabase(
            @Value("${toy.database}") String url,
            @Value("${toy.user}") String user,
            @Value("${toy.password:}") String password) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public String getUsername() {
                return user;
            }

            @Override
            public @Nullable String getPassword() {
                return password.isEmpty() ? null : password;
            }
        };
    }

    @Bean
    Toys toys(JdbcClient jdbc, Outbox outbox) {
        return new Toys(jdbc, outbox);
    }

    @Bean
    Desk desk(
            Toys toys,
            Handover handover,
            IdempotentRequests requests,
            TransactionTemplate transactions,
            Outbox outbox) {
        return new Desk(toys, handover, requests, transactions, outbox);
    }

    @Bean
    Subscription replicas(Handover handover, Toys toys) {
        return handover.replicas(toys, Toys.CHANGED);
    }

    @Bean
    Subscription asked(Handover handover, Toys toys, Desk desk) {
        return Subscription.of("desk", "dispatch")
                .onAddressed(
                        MARK_ASKED,
                        MarkAsked.class,
                        handover.whenOwned(
                                toys, MarkAsked::id, (_, asked) -> desk.markWithin(asked.id(), asked.mark())))
                .build();
    }

    /** A shop's own work that waits until it is due: always. */
    @Bean
    DueWork<String> ticking(Ticks ticks) {
        return new DueWork<>(
                "ticks",
                Duration.ofMillis(50),
                4,
                _ -> List.of("tick"),
                _ -> ticks.count().incrementAndGet());
    }

    @Bean
    Ticks ticks() {
        return new Ticks(new AtomicLong());
    }

    /** On the monolith all that is declared here can be retired. */
    @Bean
    @ConditionalOnProperty(name = "orkestro.handover.side", havingValue = "monolith")
    Retirable parts() {
        return declaredIn -> declaredIn == ToyShop.class ? Optional.of(Capability.DISPATCH) : Optional.empty();
    }

    /** How often it was worked. */
    record Ticks(AtomicLong count) {}

    /** Catalogues stay with the monolith. */
    @Bean
    @ConditionalOnProperty(name = "orkestro.handover.side", havingValue = "monolith")
    Catalogues catalogues(JdbcClient jdbc, Outbox outbox) {
        return new Catalogues(jdbc, outbox);
    }

    @Bean
    @ConditionalOnProperty(name = "orkestro.handover.side", havingValue = "service")
    Subscription copiesOfCatalogues(JdbcClient jdbc) {
        return Catalogues.heardBy(jdbc);
    }

    record MarkAsked(String id, String mark) {}

    /** The use cases. */
    record Desk(
            Toys toys,
            Handover handover,
            IdempotentRequests requests,
            TransactionTemplate transactions,
            Outbox outbox) {

        Toys.Toy mark(String id, String mark) {
            return handover.asOwner(
                    toys, id, () -> Objects.requireNonNull(transactions.execute(_ -> markWithin(id, mark))));
        }

        Toys.Toy markWithin(String id, String mark) {
            Holding _ = toys.lock(id).orElseThrow(() -> new NotFound("toy", id));
            Toys.Toy toy = toys.toy(id).orElseThrow();
            handover.require(toys, id, toy.epoch());
            Toys.Toy marked = Toys.marked(toy, mark);
            toys.write(marked);
            toys.publish(id);
            return marked;
        }

        /** As a POST with an Idempotency-Key. */
        ResponseEntity<?> post(String id, String key, String mark) {
            PostedRequest posted = new PostedRequest("ret_demo", key, new Fingerprint("0".repeat(64)));
            return handover.asOwner(
                    toys, id, () -> requests.once(posted, id, () -> ResponseEntity.ok(markWithin(id, mark))));
        }

        Toys.Toy create(String id, Caller caller, String mark) {
            return handover.asCreator(
                    toys,
                    id,
                    caller,
                    true,
                    () -> Objects.requireNonNull(transactions.execute(_ -> {
                        Optional<Toys.Toy> there = toys.toy(id);
                        if (there.isPresent()) {
                            return there.get();
                        }
                        long epoch = handover.birthEpoch(toys, id);
                        Toys.Toy born =
                                new Toys.Toy(id, epoch, 1, List.of(mark), JsonNodeFactory.instance.objectNode());
                        toys.write(born);
                        toys.publish(id);
                        return born;
                    })));
        }

        /** Asks whoever a side's queue belongs to. */
        void ask(Side addressee, String id, String mark) {
            transactions.executeWithoutResult(_ -> outbox.append(Message.addressed(
                    "dispatch", addressee, MARK_ASKED, id, Decision.allMonolith(), new MarkAsked(id, mark))));
        }
    }

    /** A retailer whose decision changed just now, so that creates are careful. */
    static Caller afterAFlip() {
        return caller(Instant.now());
    }

    /** One whose decision never changed. */
    static Caller settled() {
        return caller(Instant.EPOCH);
    }

    static Caller decidedFor(Duration since) {
        return caller(Instant.now().minus(since));
    }

    private static Caller caller(Instant changedAt) {
        return new Caller(new DecisionToken(
                "key",
                Role.RETAILER,
                "ret_demo",
                new RoutingKey("demo"),
                Decision.allMonolith(),
                changedAt,
                1,
                Instant.now()));
    }
}
