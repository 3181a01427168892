package io.orkestro.monolith.marketplace.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.marketplace.MarketplaceTest;
import io.orkestro.monolith.marketplace.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A trip under way belongs to its row, not to the process: another one takes it on. */
@MarketplaceTest
@TestPropertySource(properties = "orkestro.sandbox.speed=12")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class TripSurvivesIT {

    private static Map<String, Object> request = Map.of();
    /** By the first process, to its end: it hears on while it stops. */
    private static Supplier<List<String>> heardBefore = List::of;

    @Autowired
    Testbed.Actors actors;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Order(1)
    void aTripBegins() {
        request = actors.request(actors.courier(Map.of("sandbox", "prompt")), Duration.ofMinutes(1));
        actors.book(request);
        heardBefore = this::statuses;
        await().atMost(Duration.ofSeconds(20)).until(() -> statuses().contains("picked_up"));
    }

    @Test
    @Order(2)
    void andIsDrivenToItsEndByTheNextProcess() {
        List<String> before = heardBefore.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> statuses().contains("delivered"));
        assertThat(before).doesNotContain("delivered");
        assertThat(Stream.concat(before.stream(), statuses().stream()))
                .containsSubsequence("pickup_arrived", "picked_up", "dropoff_enroute", "dropoff_arrived", "delivered")
                .doesNotHaveDuplicates();
        await().until(() -> Objects.equals(
                0,
                jdbc.sql("select count(*) from sandbox_trip where booking_id = ?")
                        .param(Testbed.Actors.bookingId(request))
                        .query(Integer.class)
                        .single()));
    }

    /** Heard by this process. */
    private List<String> statuses() {
        return actors.heardOf(request, "courier.reported.v1").stream()
                .map(report -> report.data().get("status").asString())
                .toList();
    }
}
