package io.orkestro.marketplace.booking;

import static io.orkestro.marketplace.Testbed.Actors.bookingId;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import io.orkestro.marketplace.courier.Burden;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What goes along with a courier that changes sides. */
@MarketplaceTest
class LiveBurdenIT {

    @Autowired
    Testbed.Actors actors;

    @Autowired
    Burden burden;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void anOfferThatEndedAMomentAgoIsKnownToTheNextOwnerBeforeItsNewsArrives() {
        String courier = actors.courier(Map.of());
        Map<String, Object> request = actors.request(courier, Duration.ofMinutes(1));
        actors.book(request);
        actors.awaitStatus(request, "OFFERED");
        actors.withdraw(request, "cancelled");
        actors.awaitStatus(request, "WITHDRAWN");

        JsonNode carried = burden.of(courier);
        jdbc.sql("delete from booking where id = ?").param(bookingId(request)).update();
        transactions.executeWithoutResult(_ -> burden.become(courier, carried));

        Testbed.Actors.Answer answer = actors.asCourier(
                courier,
                HttpMethod.POST,
                "/v1/couriers/" + courier + "/bookings/" + bookingId(request) + "/accept",
                Map.of());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("invalid_state_transition");
    }
}
