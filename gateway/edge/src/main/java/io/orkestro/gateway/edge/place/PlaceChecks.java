package io.orkestro.gateway.edge.place;

import io.netty.channel.ChannelOption;
import io.orkestro.gateway.edge.route.Backend;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Asks the places of applications that have two whether they are ready, twice a second. The first to stop when an edge ends: its
 * threads wait until nobody has asked anything for two seconds.
 */
@Component
public final class PlaceChecks implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PlaceChecks.class);

    /** How long an address is believed to be that of a name, before it is looked up again for a new connection. */
    public static final Duration NAMES_HOLD = Duration.ofSeconds(1);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int OK = 200;

    private final ConnectionProvider connections =
            ConnectionProvider.builder("places").maxConnections(2).build();
    private final HttpClient client = HttpClient.create(connections)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
            .resolver(names -> names.cacheMaxTimeToLive(NAMES_HOLD))
            .disableRetry(true);
    private final BackendAddresses addresses;
    private volatile @Nullable Disposable asking;

    PlaceChecks(BackendAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public void start() {
        asking = Flux.fromIterable(addresses.places().entrySet())
                .filter(places -> places.getValue().areSeveral())
                .flatMap(places -> Flux.fromIterable(places.getValue().all())
                        .flatMap(place -> keepAsking(places.getKey(), places.getValue(), place)))
                .subscribe();
    }

    private Flux<Long> keepAsking(Backend backend, Places places, String place) {
        return isReady(place)
                .doOnNext(ready -> hear(backend, places, place, ready))
                .then(Mono.delay(EVERY))
                .repeat();
    }

    private Mono<Boolean> isReady(String place) {
        return client.get()
                .uri(place + "/actuator/health/readiness")
                .responseSingle(
                        (head, body) -> body.then(Mono.just(head.status().code() == OK)))
                .timeout(PATIENCE)
                .onErrorReturn(false);
    }

    private static void hear(Backend backend, Places places, String place, Boolean ready) {
        String before = places.chosen();
        places.heard(place, ready);
        if (!places.chosen().equals(before)) {
            log.info("{} is served from {} now, not from {}", backend.servedBy(), places.chosen(), before);
        }
    }

    @Override
    public void stop() {
        Disposable present = asking;
        if (present != null) {
            present.dispose();
            asking = null;
            connections.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return asking != null;
    }
}
