package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.ParkingLot.Unhandled;
import io.orkestro.platform.messaging.WireFormat.Received;
import io.orkestro.platform.messaging.WireFormat.Unreadable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/**
 * What becomes of each message of one queue: handled, or, after a few tries, parked. It returns only when one of the two
 * has committed, so the acknowledgement that follows loses nothing. While the database is away it waits with the
 * message in hand.
 */
final class Receiver implements MessageListener {

    private static final Backoff RETRIES = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500));
    private static final Backoff AWAY = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Logger log = LoggerFactory.getLogger(Receiver.class);

    private final Subscription subscription;
    private final WireFormat wire;
    private final Handling handling;
    private final Parking parking;
    private final BiConsumer<Subscription, Received> forwarding;
    private final int retries;
    private final CountDownLatch stopped;
    private volatile boolean inHand;
    private final AtomicLong handled = new AtomicLong();

    /**
     * @param forwarding where a message goes that the other side has to handle
     * @param stopped ends waiting; the message in hand goes back to the queue
     */
    Receiver(
            Subscription subscription,
            WireFormat wire,
            Handling handling,
            Parking parking,
            BiConsumer<Subscription, Received> forwarding,
            int retries,
            CountDownLatch stopped) {
        this.subscription = subscription;
        this.wire = wire;
        this.handling = handling;
        this.parking = parking;
        this.forwarding = forwarding;
        this.retries = retries;
        this.stopped = stopped;
    }

    @Override
    public void onMessage(Message message) {
        inHand = true;
        try {
            receive(message);
        } finally {
            handled.incrementAndGet();
            inHand = false;
        }
    }

    boolean hasOneInHand() {
        return inHand;
    }

    long handled() {
        return handled.get();
    }

    private void receive(Message message) {
        try {
            Received received = wire.read(message.getBody());
            try (LogContext context = handling.contextOf(subscription, received.envelope())) {
                handle(received, message, context);
            }
        } catch (Unreadable e) {
            park(Unhandled.of(message, e, 1));
        }
    }

    /** Something the broker gave up on. */
    void onDeadLetter(Message message) {
        park(Unhandled.deadLetter(message, wire));
    }

    private void handle(Received received, Message message, LogContext context) {
        UUID id = received.envelope().id();
        int failures = 0;
        int away = 0;
        while (true) {
            try {
                handleOrForward(received);
                return;
            } catch (Unreadable e) {
                context.failed(e);
                park(Unhandled.of(message, received.envelope(), e, failures + 1));
                return;
            } catch (RuntimeException | Error e) {
                if (DatabaseAway.isCauseOf(e)) {
                    log.warn("Message {} waits for the database: {}", id, e.getMessage());
                    pause(AWAY.after(away++));
                } else if (failures < retries) {
                    log.info("Message {} failed and is tried again: {}", id, e.toString());
                    pause(RETRIES.after(failures++));
                } else {
                    log.error("{} cannot handle message {}", subscription.consumer(), id, e);
                    context.failed(e);
                    park(Unhandled.of(message, received.envelope(), e, failures + 1));
                    return;
                }
            }
        }
    }

    private void handleOrForward(Received received) throws Unreadable {
        try {
            handling.handle(subscription, received);
        } catch (NotOwnedHere e) {
            forwarding.accept(subscription, received);
        }
    }

    private void park(Unhandled unhandled) {
        int failures = 0;
        while (true) {
            try {
                parking.park(subscription, unhandled);
                return;
            } catch (RuntimeException e) {
                log.warn("A message of {} waits to be parked: {}", subscription.consumer(), e.getMessage());
                pause(AWAY.after(failures++));
            }
        }
    }

    private void pause(Duration duration) {
        try {
            if (!stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ImmediateRequeueAmqpException("stopped while a message was in hand");
    }
}
