package io.orkestro.marketplace.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A courier never has more live bookings than it takes. */
@MarketplaceTest
class CapacityIT {

    private static final int CAPACITY = 3;
    private static final int REQUESTS = 50;

    @Autowired
    Testbed.Actors actors;

    @Autowired
    BookCourier book;

    @Autowired
    EndBooking end;

    @Autowired
    JsonMapper json;

    @Test
    void fiftyAtOnceFindThreePlaces() throws Exception {
        String courier = actors.courier(Map.of("capacity", CAPACITY));
        List<Map<String, Object>> requests = requestsTo(courier);

        atOnce(requests, request -> book.book(message(request)));

        assertThat(requests.stream().map(actors::statusOf))
                .filteredOn("OFFERED"::equals)
                .hasSize(CAPACITY);
        assertThat(requests.stream().map(actors::statusOf))
                .filteredOn("REJECTED"::equals)
                .hasSize(REQUESTS - CAPACITY);
        Map<String, Object> rejected = requests.stream()
                .filter(request -> actors.statusOf(request).equals("REJECTED"))
                .findFirst()
                .orElseThrow();
        actors.awaitAnswers(rejected, "rejected:at_capacity");
    }

    @Test
    void placesThatComeFreeInBetweenAreUsedAndNeverExceeded() throws Exception {
        String courier = actors.courier(Map.of("capacity", CAPACITY));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService watch = Executors.newVirtualThreadPerTaskExecutor()) {
            watch.submit(() -> {
                while (!over.get()) {
                    int live = actors.live(courier);
                    most.accumulateAndGet(live, Math::max);
                }
            });
            atOnce(requestsTo(courier), request -> {
                book.book(message(request));
                end.withdraw(json.convertValue(
                        Testbed.Actors.withdrawal(request, "cancelled"), WithdrawalRequestedMessage.class));
            });
            over.set(true);
        }
        assertThat(most.get()).isBetween(1, CAPACITY);
        assertThat(actors.live(courier)).isZero();
    }

    private List<Map<String, Object>> requestsTo(String courier) {
        return Stream.generate(() -> actors.request(courier, Duration.ofMinutes(5)))
                .limit(REQUESTS)
                .toList();
    }

    private BookingRequestedMessage message(Map<String, Object> request) {
        return json.readValue(json.writeValueAsString(request), BookingRequestedMessage.class);
    }

    private interface Use {
        void of(Map<String, Object> request);
    }

    private static void atOnce(List<Map<String, Object>> requests, Use use) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS)) {
            for (var done : threads.invokeAll(requests.stream()
                    .map(request -> Executors.callable(() -> use.of(request)))
                    .toList())) {
                done.get();
            }
        }
    }
}
