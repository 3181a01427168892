package io.orkestro.marketplace.booking;

import static io.orkestro.marketplace.Testbed.Actors.bookingId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Everyone at once: the request twice, its withdrawal, the courier's yes and no. */
@MarketplaceTest
class BookingRacesIT {

    @Autowired
    Testbed.Actors actors;

    @Autowired
    BookCourier book;

    @Autowired
    EndBooking end;

    @Autowired
    JsonMapper json;

    @RepeatedTest(15)
    void aWithdrawnBookingIsOverWhateverElseHappens() throws Exception {
        String courier = actors.courier(Map.of("capacity", 1));
        Map<String, Object> request = actors.request(courier, Duration.ofMinutes(1));
        BookingRequestedMessage asked = read(request, BookingRequestedMessage.class);
        WithdrawalRequestedMessage withdrawn =
                read(Testbed.Actors.withdrawal(request, "cancelled"), WithdrawalRequestedMessage.class);
        String path = "/v1/couriers/" + courier + "/bookings/" + bookingId(request);
        List<Integer> answers = Collections.synchronizedList(new ArrayList<>());

        atOnce(
                () -> book.book(asked),
                () -> book.book(asked),
                () -> end.withdraw(withdrawn),
                () -> answers.add(actors.asCourier(courier, HttpMethod.POST, path + "/accept", Map.of())
                        .status()),
                () -> answers.add(
                        actors.asCourier(courier, HttpMethod.POST, path + "/reject", Map.of("reason", "no_driver"))
                                .status()));

        // 404 where the courier was quicker than the request.
        assertThat(answers).allMatch(status -> List.of(200, 404, 409).contains(status));
        assertThat(actors.statusOf(request)).isIn("WITHDRAWN", "REJECTED");
        assertThat(actors.live(courier)).isZero();
        assertThat(actors.rowsOf("booking_tombstone", request)).isZero();
        long changes = actors.sequenceOf(request);
        await().untilAsserted(() -> assertThat(actors.events("booking.changed.v1", bookingId(request)))
                .extracting(event -> event.envelope().sequence())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, changes).boxed().toList()));
    }

    private <T> T read(Map<String, Object> message, Class<T> type) {
        return json.readValue(json.writeValueAsString(message), type);
    }

    private static void atOnce(Runnable... steps) throws Exception {
        List<Callable<Object>> shuffled = new ArrayList<>();
        for (Runnable step : steps) {
            shuffled.add(Executors.callable(step));
        }
        Collections.shuffle(shuffled);
        try (ExecutorService threads = Executors.newFixedThreadPool(steps.length)) {
            for (var done : threads.invokeAll(shuffled)) {
                done.get();
            }
        }
    }
}
