package io.orkestro.dispatch.intake.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.dispatch.DispatchTest;
import io.orkestro.dispatch.intake.address.Geocoder.GeocoderAway;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is remembered of addresses, over one that knows them. */
@DispatchTest
class KnownAddressesIT {

    private static final Location THERE = new Location(51.5245, -0.0773);

    private final KnowsAddresses service = new KnowsAddresses(_ -> KnowsAddresses.HOUSE);
    private final String street = UUID.randomUUID() + " Street";
    private final JdbcClient jdbc;

    @Autowired
    KnownAddressesIT(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void anAddressIsAskedForOnce() {
        KnownAddresses known = at(Instant.now());

        assertThat(known.locate(address(street))).contains(THERE);
        assertThat(known.locate(address(" " + street.toUpperCase(Locale.ROOT) + "  ")))
                .as("Shouted")
                .contains(THERE);
        assertThat(at(Instant.now().plus(Duration.ofDays(900))).locate(address(street)))
                .contains(THERE);
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void whoeverWaitsForTheSameAddressDoesNotAskAgain() throws Exception {
        KnownAddresses known = at(Instant.now());
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 20)
                    .<Future<?>>mapToObj(_ -> many.submit(() -> known.locate(address(street))))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void whatNobodyKnowsIsAskedForAgainTheNextDay() {
        service.answers("[]");
        Instant now = Instant.now();

        assertThat(at(now).locate(address(street))).isEmpty();
        service.answers(KnowsAddresses.HOUSE);

        assertThat(at(now.plus(Duration.ofHours(23))).locate(address(street))).isEmpty();
        assertThat(at(now.plus(Duration.ofHours(25))).locate(address(street))).contains(THERE);
        assertThat(service.asked()).hasSize(2);
    }

    @Test
    void oneThatIsAwayIsNotRemembered() {
        service.answersWith(503);
        KnownAddresses known = at(Instant.now());

        assertThatThrownBy(() -> known.locate(address(street))).isInstanceOf(GeocoderAway.class);
        service.answersWith(200);

        assertThat(known.locate(address(street))).contains(THERE);
    }

    @Test
    void noAddressIsKept() {
        at(Instant.now()).locate(address(street));

        assertThat(jdbc.sql("select digest from known_address")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    private KnownAddresses at(Instant now) {
        GeocoderProperties properties = service.properties(Duration.ZERO);
        return new KnownAddresses(new Nominatim(properties), properties, jdbc, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Address address(String street) {
        return new Address(street, null, "London", "E2 7DJ", "GB");
    }
}
