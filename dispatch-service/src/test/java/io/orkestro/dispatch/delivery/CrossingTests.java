package io.orkestro.dispatch.delivery;

import static io.orkestro.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.dispatch.delivery.Fixtures.PACE;
import static io.orkestro.dispatch.delivery.Fixtures.birth;
import static io.orkestro.dispatch.delivery.Fixtures.consignment;
import static io.orkestro.dispatch.delivery.Fixtures.quote;
import static io.orkestro.dispatch.delivery.Fixtures.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.dispatch.delivery.Attempt.Status;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.dispatch.rule.Rebooking;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever couriers, retailers and clocks do, in whatever order and however often it is told: never two live bookings, and a
 * delivery that goes over to the other side after every step is the same delivery.
 */
class CrossingTests {

    private static final JsonMapper JSON = StrictJson.mapper();
    private static final String HERE = "https://orkestro.example";
    private static final List<String> COURIERS = List.of("velo", "pedal", "stride", "haul", "own");

    @Property(tries = 250)
    void neverTwoLiveBookingsAndNothingIsLostOnTheWay(
            @ForAll Random dice, @ForAll boolean watched, @ForAll boolean stubborn) {
        Life life = new Life(watched, stubborn);
        for (int i = 0; i < 80; i++) {
            life.step(dice.nextInt(1_000));
        }
        life.end();
    }

    /** The only truth about bookings, with its answers on the way: late, in any order, twice. */
    private static final class Marketplace {

        private final Map<String, Status> bookings = new LinkedHashMap<>();
        private final Map<String, String> couriers = new LinkedHashMap<>();
        private final Set<String> full = new HashSet<>();
        private final List<Answer> answers = new ArrayList<>();

        record Answer(String bookingId, Status status, String reason) {}

        void asked(Change.Ask ask) {
            switch (ask) {
                case Change.Quotes _ -> {}
                case Change.Booking booking -> {
                    Attempt attempt = booking.attempt();
                    assertThat(bookings).doesNotContainKey(attempt.bookingId());
                    assertThat(live())
                            .as("bookings that live while another is asked for")
                            .isEmpty();
                    boolean again = couriers.entrySet().stream()
                            .anyMatch(
                                    one -> one.getValue().equals(attempt.courierId()) && !full.contains(one.getKey()));
                    assertThat(again)
                            .as("a courier that was asked is asked again")
                            .isFalse();
                    bookings.put(attempt.bookingId(), Status.REQUESTED);
                    couriers.put(attempt.bookingId(), attempt.courierId());
                }
                case Change.Withdrawal withdrawal ->
                    end(withdrawal.attempt().bookingId(), Status.WITHDRAWN, withdrawal.reason());
            }
        }

        void end(String bookingId, Status how, String reason) {
            Status now = Objects.requireNonNull(bookings.get(bookingId));
            if (!now.isLive()) {
                return;
            }
            bookings.put(bookingId, how);
            if (reason.equals(Attempt.AT_CAPACITY)) {
                full.add(bookingId);
            }
            answers.add(new Answer(bookingId, how, reason));
        }

        void answer(int dice) {
            List<String> asked = bookings.keySet().stream()
                    .filter(one -> bookings.get(one) == Status.REQUESTED)
                    .toList();
            List<String> booked = bookings.keySet().stream()
                    .filter(one -> bookings.get(one) == Status.CONFIRMED)
                    .toList();
            if (!asked.isEmpty()) {
                String booking = asked.getFirst();
                switch (dice % 5) {
                    case 0, 1 -> {
                        bookings.put(booking, Status.CONFIRMED);
                        answers.add(new Answer(booking, Status.CONFIRMED, ""));
                    }
                    case 2 -> end(booking, Status.REJECTED, "no_driver");
                    case 3 -> end(booking, Status.EXPIRED, "no_answer");
                    default -> end(booking, Status.REJECTED, Attempt.AT_CAPACITY);
                }
            } else if (!booked.isEmpty() && dice % 3 == 0) {
                end(booked.getFirst(), Status.WITHDRAWN, "dropped_out");
            }
        }

        Stream<Status> live() {
            return bookings.values().stream().filter(Status::isLive);
        }
    }

    /** One delivery, and its twin that is at home nowhere. */
    private static final class Life {

        private final Marketplace marketplace = new Marketplace();
        private final Delivery settled;
        private Delivery crossing;
        private Instant now = NOW;

        Life(boolean watched, boolean stubborn) {
            Rebooking rebooking = new Rebooking(!stubborn, null, !stubborn, watched, null, null);
            NewDelivery birth = birth(consignment(), rules(rebooking), true, Fallback.RULES);
            Delivery.Born born = Delivery.born(birth, null, NOW, PACE);
            settled = born.delivery();
            crossing = Delivery.born(birth, null, NOW, PACE).delivery();
            check(Optional.of(born.change()), 0);
        }

        void step(int dice) {
            now = now.plusSeconds(dice % 7 == 0 ? 400 : dice % 90);
            long sequence = settled.sequence();
            check(happen(dice), sequence);
        }

        private interface Move {
            Optional<Change> on(Delivery delivery);
        }

        private Optional<Change> happen(int dice) {
            int arg = dice / 10;
            return switch (dice % 10) {
                case 0, 1 -> {
                    marketplace.answer(arg);
                    yield Optional.empty();
                }
                case 2, 3, 4 -> both(delivered(arg));
                case 5, 8 -> both(delivery -> delivery.due(now, PACE));
                case 6 ->
                    both(delivery -> delivery.decided(
                            delivery.judge(
                                    COURIERS.stream()
                                            .map(courier -> quote(courier, 500 + courier.length()))
                                            .map(this::fresh)
                                            .toList(),
                                    now),
                            now,
                            PACE));
                case 7 -> both(reported(arg));
                default -> both(wanted(arg));
            };
        }

        private Quote fresh(Quote quote) {
            return new Quote(
                    quote.quoteId(),
                    quote.courierId(),
                    quote.courierName(),
                    quote.vehicle(),
                    quote.fee(),
                    now.plusSeconds(600),
                    now.plusSeconds(1_800),
                    now.plusSeconds(900),
                    true,
                    List.of());
        }

        /** An answer arrives; it stays on the way, so that it may arrive again. */
        private Move delivered(int arg) {
            if (marketplace.answers.isEmpty()) {
                return _ -> Optional.empty();
            }
            Marketplace.Answer answer = marketplace.answers.get(arg % marketplace.answers.size());
            return answer.status() == Status.CONFIRMED
                    ? delivery -> delivery.confirmed(
                            new Confirmation(answer.bookingId(), null, null, null, null, null, null), now)
                    : delivery ->
                            delivery.bookingEnded(answer.bookingId(), answer.status(), answer.reason(), now, PACE);
        }

        private Move reported(int arg) {
            List<DeliveryStatus> statuses = Stream.of(DeliveryStatus.values())
                    .filter(DeliveryStatus::isReported)
                    .toList();
            Report report = new Report(
                    Math.max(1, settled.attempts().size() - arg % 2),
                    statuses.get(arg % statuses.size()),
                    now,
                    null,
                    arg % 3 == 0 ? "recipient_absent" : null,
                    List.of(),
                    null,
                    now.plusSeconds(arg));
            return delivery -> delivery.reported(report, now);
        }

        private Move wanted(int arg) {
            Money tip = Money.of(200 + settled.sequence(), "GBP");
            return switch (arg % 8) {
                case 0 ->
                    delivery -> delivery.cancel(
                            new Cancellation(
                                    Cancellation.Reason.OTHER,
                                    Cancellation.By.RETAILER,
                                    now,
                                    delivery.cancellationFee(Cancellation.Reason.OTHER, now, PACE),
                                    null),
                            now);
                case 1 -> delivery -> delivery.bringBack("wrong_order", now);
                case 2, 3, 4 -> delivery -> delivery.dispatch(null, now, PACE);
                default ->
                    delivery -> delivery.amend(
                            new Amendment(null, null, tip, Map.of("n", Integer.toString(arg))), now, PACE);
            };
        }

        /** The same happens to both, and does the same to both. */
        private Optional<Change> both(Move move) {
            Optional<Change> here = attempted(move, settled);
            Optional<Change> there = attempted(move, crossing);
            assertThat(there).isEqualTo(here);
            return here;
        }

        private static Optional<Change> attempted(Move move, Delivery delivery) {
            try {
                return move.on(delivery);
            } catch (Refusal refused) {
                return Optional.empty();
            }
        }

        private void check(Optional<Change> change, long sequenceBefore) {
            assertThat(settled.sequence()).isEqualTo(sequenceBefore + (change.isPresent() ? 1 : 0));
            change.map(Change::ask).ifPresent(marketplace::asked);
            assertThat(marketplace.live().count()).as("live bookings").isLessThan(2);
            assertThat(settled.attempts().stream().filter(Attempt::isLive)).hasSizeLessThan(2);

            String snapshot = written(settled);
            assertThat(written(crossing)).isEqualTo(snapshot);
            crossing = Fixtures.copied(JSON.readValue(snapshot, DeliverySnapshot.class), settled.epoch());
            assertThat(written(crossing)).isEqualTo(snapshot);
        }

        /** Not only what is told is the same, but every field. */
        void end() {
            assertThat(crossing).usingRecursiveComparison().isEqualTo(settled);
        }

        private static String written(Delivery delivery) {
            return JSON.writeValueAsString(DeliverySnapshot.of(delivery, HERE, delivery.updatedAt(), null));
        }
    }
}
