package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.ParkingLot.Unhandled;
import io.orkestro.platform.messaging.WaitingMessages.Waiting;
import io.orkestro.platform.messaging.WireFormat.Received;
import io.orkestro.platform.messaging.WireFormat.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Tries a waiting message again: handled where this side owns by now, else on to the other side. */
final class WaitingWork {

    private static final Backoff RETRIES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final Logger log = LoggerFactory.getLogger(WaitingWork.class);

    private final WaitingMessages waiting;
    private final TransactionOperations transactions;
    private final WireFormat wire;
    private final Handling handling;
    private final Forwarding forwarding;
    private final Parking parking;
    private final Supplier<List<Subscription>> subscriptions;
    private final int retries;

    WaitingWork(
            WaitingMessages waiting,
            TransactionOperations transactions,
            WireFormat wire,
            Handling handling,
            Forwarding forwarding,
            Parking parking,
            Supplier<List<Subscription>> subscriptions,
            int retries) {
        this.waiting = waiting;
        this.transactions = transactions;
        this.wire = wire;
        this.handling = handling;
        this.forwarding = forwarding;
        this.parking = parking;
        this.subscriptions = subscriptions;
        this.retries = retries;
    }

    void perform(Waiting message) {
        try {
            Received received = wire.read(message.body().getBytes(StandardCharsets.UTF_8));
            Subscription subscription = Subscription.among(subscriptions.get(), message.consumer(), message.exchange());
            try (LogContext _ = handling.contextOf(subscription, received.envelope())) {
                perform(message, subscription, received);
            }
        } catch (Unreadable e) {
            log.error("A waiting message of {} cannot be read any more and is left", message.consumer(), e);
        }
    }

    private void perform(Waiting message, Subscription subscription, Received received) {
        try {
            transactions.executeWithoutResult(_ -> {
                if (waiting.remove(message)) {
                    handle(subscription, received);
                }
            });
        } catch (NotOwnedHere e) {
            transactions.executeWithoutResult(_ -> {
                if (waiting.remove(message)) {
                    forwarding.forward(subscription, received);
                }
            });
        } catch (RuntimeException | Error e) {
            if (DatabaseAway.isCauseOf(e)) {
                throw e;
            }
            failed(message, subscription, received, e);
        }
    }

    private void handle(Subscription subscription, Received received) {
        try {
            handling.handle(subscription, received);
        } catch (Unreadable e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void failed(Waiting message, Subscription subscription, Received received, Throwable cause) {
        if (message.attempts() < retries) {
            waiting.failed(message, RETRIES.after(message.attempts()));
            return;
        }
        transactions.executeWithoutResult(_ -> {
            waiting.remove(message);
            parking.park(subscription, Unhandled.of(received, cause, message.attempts() + 1));
        });
    }
}
