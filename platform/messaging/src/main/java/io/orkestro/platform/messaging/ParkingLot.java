package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.WireFormat.Received;
import io.orkestro.platform.messaging.WireFormat.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Parked messages are rows. Whoever replays or discards one has its row locked. */
final class ParkingLot implements ParkedMessages, Parking {

    private static final int LONGEST_REASON = 2_000;
    private static final Logger log = LoggerFactory.getLogger(ParkingLot.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final WireFormat wire;
    private final Handling handling;
    private final BiConsumer<Subscription, Received> forwarding;
    private final Supplier<List<Subscription>> subscriptions;

    ParkingLot(
            JdbcClient jdbc,
            TransactionOperations transactions,
            WireFormat wire,
            Handling handling,
            BiConsumer<Subscription, Received> forwarding,
            Supplier<List<Subscription>> subscriptions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.wire = wire;
        this.handling = handling;
        this.forwarding = forwarding;
        this.subscriptions = subscriptions;
    }

    /** In a transaction of its own; parked again it keeps its place. */
    @Override
    public void park(Subscription subscription, Unhandled message) {
        transactions.executeWithoutResult(_ -> jdbc.sql("""
                        insert into parked_message
                            (consumer, message_id, exchange, type, subject, body, reason, attempts)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (consumer, message_id) do update
                            set reason = excluded.reason, attempts = parked_message.attempts + excluded.attempts
                        """)
                .params(
                        subscription.consumer(),
                        message.id(),
                        subscription.exchange(),
                        message.type(),
                        message.subject(),
                        message.body(),
                        message.reason(),
                        message.attempts())
                .update());
        log.warn(
                "{} of {} is parked, {} cannot handle it: {}",
                message.type(),
                message.subject(),
                subscription.consumer(),
                message.reason());
    }

    @Override
    public List<Parked> list(int limit) {
        return jdbc.sql("""
                        select message_id, consumer, exchange, type, subject, body, reason, attempts, parked_at
                        from parked_message order by parked_at, message_id limit ?
                        """)
                .param(limit)
                .query((row, _) -> new Parked(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8),
                        row.getObject(9, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) from parked_message").query(Long.class).single();
    }

    @Override
    public boolean has(String consumer, String exchange) {
        return jdbc.sql("select exists (select 1 from parked_message where consumer = ? and exchange = ?)")
                .params(consumer, exchange)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean replay(String consumer, UUID id) {
        try {
            return Objects.requireNonNull(transactions.execute(_ -> {
                Optional<Stored> parked = take(consumer, id);
                parked.ifPresent(stored -> handle(consumer, stored));
                return parked.isPresent();
            }));
        } catch (NotOwnedHere e) {
            return passOn(consumer, id);
        } catch (Failed e) {
            stillParked(consumer, id, Objects.requireNonNull(e.getCause()));
        } catch (RuntimeException | Error e) {
            stillParked(consumer, id, e);
        }
        return false;
    }

    @Override
    public boolean discard(String consumer, UUID id) {
        return jdbc.sql("delete from parked_message where consumer = ? and message_id = ?")
                        .params(consumer, id)
                        .update()
                == 1;
    }

    /** What is the other side's by now leaves this lot for good. */
    private boolean passOn(String consumer, UUID id) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Stored> parked = take(consumer, id);
            parked.ifPresent(stored -> {
                try {
                    forwarding.accept(subscription(consumer, stored.exchange()), read(stored));
                } catch (Unreadable e) {
                    throw new Failed(e);
                }
            });
            return parked.isPresent();
        }));
    }

    private Received read(Stored stored) throws Unreadable {
        return wire.read(stored.body().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Stored> take(String consumer, UUID id) {
        return jdbc.sql("""
                        delete from parked_message where consumer = ? and message_id = ?
                        returning exchange, body
                        """)
                .params(consumer, id)
                .query((row, _) -> new Stored(row.getString(1), row.getString(2)))
                .optional();
    }

    /** In the transaction that takes it out; the inbox joins. */
    private void handle(String consumer, Stored stored) {
        try {
            Received received = read(stored);
            Subscription subscription = subscription(consumer, stored.exchange());
            try (LogContext _ = handling.contextOf(subscription, received.envelope())) {
                handling.handle(subscription, received);
            }
        } catch (Unreadable e) {
            throw new Failed(e);
        }
    }

    private Subscription subscription(String consumer, String exchange) throws Unreadable {
        return Subscription.among(subscriptions.get(), consumer, exchange);
    }

    private void stillParked(String consumer, UUID id, Throwable cause) {
        log.warn("A replayed message of {} failed again", consumer, cause);
        jdbc.sql("""
                        update parked_message set reason = ?, attempts = attempts + 1
                        where consumer = ? and message_id = ?
                        """).params(Unhandled.reason(cause), consumer, id).update();
    }

    private record Stored(String exchange, String body) {}

    /** Rolls the replay back. */
    private static final class Failed extends RuntimeException {

        Failed(Unreadable cause) {
            super(cause);
        }
    }

    /** A message with the reason why it is parked. */
    record Unhandled(UUID id, String type, String subject, String body, String reason, int attempts) {

        Unhandled {
            type = storable(type);
            subject = storable(subject);
            body = storable(body);
            reason = storable(reason);
        }

        static Unhandled of(Message message, Envelope envelope, Throwable cause, int attempts) {
            return new Unhandled(
                    envelope.id(), envelope.type(), envelope.subject(), body(message), reason(cause), attempts);
        }

        /** Without a readable envelope it goes by what the broker's own headers say. */
        static Unhandled of(Message message, Throwable cause, int attempts) {
            String type = message.getMessageProperties().getType();
            return new Unhandled(
                    id(message), type == null ? "unknown" : type, "unknown", body(message), reason(cause), attempts);
        }

        static Unhandled of(Received received, Throwable cause, int attempts) {
            Envelope envelope = received.envelope();
            return new Unhandled(
                    envelope.id(),
                    envelope.type(),
                    envelope.subject(),
                    received.whole().toString(),
                    reason(cause),
                    attempts);
        }

        static Unhandled ownedByNobody(Received received) {
            int forwards = received.envelope().forwards();
            return of(received, new Nowhere(forwards), forwards);
        }

        static Unhandled deadLetter(Message message, WireFormat wire) {
            int deliveries = deliveries(message);
            DeadLetter cause = new DeadLetter(deliveries);
            try {
                return of(message, wire.read(message.getBody()).envelope(), cause, deliveries);
            } catch (Unreadable e) {
                return of(message, cause, deliveries);
            }
        }

        static String reason(Throwable cause) {
            String message = String.valueOf(cause.getMessage());
            String reason = cause instanceof Unreadable || cause instanceof DeadLetter || cause instanceof Nowhere
                    ? message
                    : cause.getClass().getName() + ": " + message;
            return storable(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        }

        /** The same for each repeat of it. */
        private static UUID id(Message message) {
            String id = message.getMessageProperties().getMessageId();
            if (id != null) {
                try {
                    return UUID.fromString(id);
                } catch (IllegalArgumentException e) {
                    log.debug("{} is no UUID", id);
                }
            }
            return UUID.nameUUIDFromBytes(message.getBody());
        }

        private static int deliveries(Message message) {
            List<? extends Map<String, ?>> deaths =
                    message.getMessageProperties().getXDeathHeader();
            Object count = deaths == null || deaths.isEmpty()
                    ? null
                    : deaths.getFirst().get("count");
            return count instanceof Number number ? number.intValue() : 1;
        }

        private static String body(Message message) {
            return new String(message.getBody(), StandardCharsets.UTF_8);
        }

        /** PostgreSQL has no NUL in a text. */
        private static String storable(String text) {
            return text.replace('\0', '\uFFFD');
        }
    }

    /** Neither side ever owned what it is about. */
    private static final class Nowhere extends RuntimeException {

        Nowhere(int forwards) {
            super("owned by neither side, after %d forwards".formatted(forwards));
        }
    }

    /** Its consumer died of it, or with it, again and again. */
    private static final class DeadLetter extends RuntimeException {

        DeadLetter(int times) {
            super("dead-lettered by the broker, " + times + " times");
        }
    }
}
