package io.orkestro.platform.messaging;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A small application: it counts changes of things in a table of its own, says so, and listens to itself. A handler's
 * effect is a row in the same database, so that effect and inbox row can be compared.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Shop {

    static final String EXCHANGE = "shop";
    static final String CHANGED = "thing.changed.v1";
    static final String ASKED = "thing.asked.v1";

    /** What is read of a change. */
    record Change(int number) {}

    @Bean
    Effects effects(JdbcClient jdbc) {
        return new Effects(jdbc);
    }

    @Bean
    Subscription shopSubscription(Effects effects) {
        return Subscription.of("counter", EXCHANGE)
                .onEvent(CHANGED, Change.class, effects::apply)
                .onAddressed(ASKED, Change.class, effects::apply)
                .build();
    }

    static Message changed(String subject, int number) {
        return Message.event(EXCHANGE, CHANGED, subject, number, 1, Decision.allMonolith(), new Change(number));
    }

    static Message asked(Side addressee, String subject, int number) {
        return Message.addressed(EXCHANGE, addressee, ASKED, subject, Decision.allMonolith(), new Change(number));
    }

    static String someSubject() {
        return "thg_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The handler's doing: a row for each, in order; fails for the poisoned. */
    static final class Effects {

        final List<Envelope> seen = new CopyOnWriteArrayList<>();
        final ConcurrentHashMap<String, Map<String, String>> logContexts = new ConcurrentHashMap<>();
        /** How often more each subject's handler fails. */
        final ConcurrentHashMap<String, Integer> poisoned = new ConcurrentHashMap<>();

        private final JdbcClient jdbc;

        Effects(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        void apply(Envelope envelope, Change change) {
            seen.add(envelope);
            logContexts.put(envelope.subject(), Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of()));
            jdbc.sql("insert into effect (subject, number) values (?, ?)")
                    .params(envelope.subject(), change.number())
                    .update();
            Integer failures = poisoned.get(envelope.subject());
            if (failures != null) {
                poisoned.compute(envelope.subject(), (_, left) -> left == null || left == 1 ? null : left - 1);
                throw new IllegalStateException("poisoned");
            }
        }

        /** The numbers a subject's handler has committed, in order. */
        List<Integer> of(String subject) {
            return jdbc.sql("select number from effect where subject = ? order by id")
                    .param(subject)
                    .query((row, _) -> row.getInt(1))
                    .list();
        }
    }

    /** Changes a thing and says so, in one transaction. */
    static void change(TransactionOperations transactions, JdbcClient jdbc, Outbox outbox, String subject, int number) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("insert into thing (subject, number) values (?, ?)")
                    .params(subject, number)
                    .update();
            outbox.append(changed(subject, number));
        });
    }
}
