package io.orkestro.dispatch.intake.report;

import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.connection.Connections;
import io.orkestro.dispatch.intake.connection.ShopKinds;
import io.orkestro.dispatch.intake.shop.ShopAway;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import io.orkestro.dispatch.intake.shop.UnusableAccess;
import io.orkestro.platform.messaging.Backoff;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells shops what is due, again and again until they hear it, for about a day. */
@Configuration(proxyBeanMethods = false)
class TellShops {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PARALLELISM = 8;
    private static final int MOST_TRIES = 30;
    private static final Backoff WAIT = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1));

    private final ShopCalls calls;
    private final Connections connections;
    private final ShopKinds kinds;
    private final Clock clock;

    TellShops(ShopCalls calls, Connections connections, ShopKinds kinds, Clock clock) {
        this.calls = calls;
        this.connections = connections;
        this.kinds = kinds;
        this.clock = clock;
    }

    @Bean
    DueWork<Traced<ShopCalls.Due>> shopsToTell(Traces traces) {
        return new DueWork<>("shop-calls", POLL, PARALLELISM, calls::claim, traces.continuing("tell shop", this::tell));
    }

    private void tell(ShopCalls.Due due) {
        Connection connection = connections.find(due.connectionId()).orElse(null);
        if (connection == null) {
            return;
        }
        try {
            kinds.of(connection).tell(connection.access(), due.news());
            calls.told(due.id());
        } catch (ShopRefused | UnusableAccess e) {
            calls.givenUp(due.id(), String.valueOf(e.getMessage()));
        } catch (ShopAway e) {
            again(due, String.valueOf(e.getMessage()), e.retryAfter());
        }
    }

    private void again(ShopCalls.Due due, String why, @Nullable Duration asked) {
        if (due.tries() >= MOST_TRIES) {
            calls.givenUp(due.id(), why);
            return;
        }
        Duration wait = WAIT.after(due.tries() - 1);
        calls.again(due.id(), why, clock.instant().plus(asked == null || asked.compareTo(wait) < 0 ? wait : asked));
    }
}
