package io.orkestro.dispatch.intake.event;

import io.orkestro.dispatch.intake.address.Geocoder.GeocoderAway;
import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.connection.Connections;
import io.orkestro.dispatch.intake.connection.ShopKinds;
import io.orkestro.dispatch.intake.order.Origin;
import io.orkestro.dispatch.intake.order.TakeOrders;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.ShopAway;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import io.orkestro.dispatch.intake.shop.UnreadableEvent;
import io.orkestro.platform.messaging.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Works events through: what each tells of orders is taken. Doing one twice changes nothing. */
@Component
class WorkEvents {

    private static final Logger log = LoggerFactory.getLogger(WorkEvents.class);

    /** Half a day of waiting, roughly, whoever was away. */
    private static final int MOST_TRIES = 150;

    private static final Backoff WAIT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final ShopEvents events;
    private final Connections connections;
    private final ShopKinds kinds;
    private final TakeOrders orders;
    private final Clock clock;

    WorkEvents(ShopEvents events, Connections connections, ShopKinds kinds, TakeOrders orders, Clock clock) {
        this.events = events;
        this.connections = connections;
        this.kinds = kinds;
        this.orders = orders;
        this.clock = clock;
    }

    void work(ShopEvents.Due due) {
        Connection connection = connections.find(due.connectionId()).orElse(null);
        if (connection == null) {
            return;
        }
        if (connection.isPaused()) {
            events.rest(due.id());
            return;
        }
        try {
            if (!orders.hasRoom()) {
                throw new ShopAway("More waits to be sent than there is room for", null);
            }
            take(due, connection.origin(), kinds.of(connection).read(connection.access(), due.event()));
        } catch (UnreadableEvent | ShopRefused e) {
            events.failed(due.id(), String.valueOf(e.getMessage()));
        } catch (ShopAway e) {
            again(due, String.valueOf(e.getMessage()), e.retryAfter());
        } catch (GeocoderAway e) {
            again(due, String.valueOf(e.getMessage()), null);
        } catch (RuntimeException e) {
            log.warn("{} could not be worked through", due, e);
            again(due, "It could not be worked through: " + e.getClass().getSimpleName(), null);
        }
    }

    private void take(ShopEvents.Due due, Origin origin, Reading reading) {
        switch (reading) {
            case Reading.Orders told -> {
                List<String> taken = told.orders().stream()
                        .map(order -> orders.take(origin, order).id())
                        .toList();
                events.done(due.id(), taken);
            }
            case Reading.Cancelled cancelled -> {
                List<String> taken = cancelled.shopOrderIds().stream()
                        .flatMap(id -> orders.cancel(origin, id, cancelled.at()).stream())
                        .toList();
                events.done(due.id(), taken);
            }
            case Reading.Nothing nothing -> events.ignored(due.id(), nothing.why());
        }
    }

    private void again(ShopEvents.Due due, String why, @Nullable Duration asked) {
        if (due.tries() >= MOST_TRIES) {
            events.failed(due.id(), why);
            return;
        }
        Duration wait = WAIT.after(Math.min(due.tries() - 1, 20));
        events.again(due.id(), why, clock.instant().plus(asked == null || asked.compareTo(wait) < 0 ? wait : asked));
    }
}
