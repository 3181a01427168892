package io.orkestro.dispatch.delivery;

import static io.orkestro.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.dispatch.delivery.Fixtures.PACE;
import static io.orkestro.dispatch.delivery.Fixtures.aDelivery;
import static io.orkestro.dispatch.delivery.Fixtures.cancellation;
import static io.orkestro.dispatch.delivery.Fixtures.current;
import static io.orkestro.dispatch.delivery.Fixtures.quote;
import static io.orkestro.dispatch.delivery.Fixtures.report;
import static io.orkestro.dispatch.delivery.Fixtures.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.dispatch.consignment.Amendment.StopAmendment;
import io.orkestro.dispatch.delivery.Attempt.Status;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.proof.Proof;
import io.orkestro.dispatch.proof.ProofType;
import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can be done to a delivery, in every status it can have: a word is the status after it, {@code =} the same
 * status changed, {@code .} nothing at all, {@code T} refused as an invalid transition, {@code C} as not cancellable.
 */
class MovesTests {

    private static final String TABLE = """
        move             pending   assigned  pickup_arrived picked_up dropoff_enroute dropoff_arrived delivered cancelled returning returned failed expired
        quotes           .         .         .              .         .               .               .         .         .         .        .      .
        yes              assigned  .         .              .         .               .               .         .         .         .        .      .
        no               =         pending   pending        failed    failed          failed          .         =         failed    .        .      .
        time_out         =         pending   pending        failed    failed          failed          .         =         failed    .        .      .
        drop_out         =         pending   pending        failed    failed          failed          .         =         failed    .        .      .
        called_off_late  =         pending   pending        .         .               .               .         =         .         .        .      .
        another_booking  .         .         .              .         .               .               .         .         .         .        .      .
        clock            =         .         .              .         .               .               .         .         .         .        .      .
        cancel           cancelled cancelled cancelled      C         C               C               C         .         C         C        C      C
        dispatch         .         .         .              .         .               .               T         T         .         T        T      T
        return           T         T         T              returning returning       returning       T         T         .         T        T      T
        window           =         T         T              T         T               T               T         T         T         T        T      T
        pickup_contact   =         =         =              T         T               T               T         T         T         T        T      T
        dropoff_contact  =         =         =              =         =               =               T         T         =         T        T      T
        higher_tip       =         =         =              =         =               =               T         T         =         T        T      T
        lower_tip        =         T         T              T         T               T               T         T         T         T        T      T
        proof            T         =         =              =         =               =               =         T         =         =        =      T
        assigned         T         .         .              .         .               .               .         T         .         .        .      T
        pickup_arrived   T         pickup_arrived .         .         .               .               .         T         .         .        .      T
        picked_up        T         picked_up picked_up      .         .               .               .         T         .         .        .      T
        dropoff_enroute  T         dropoff_enroute dropoff_enroute dropoff_enroute .  .               .         T         .         .        .      T
        dropoff_arrived  T         dropoff_arrived dropoff_arrived dropoff_arrived dropoff_arrived .  .         T         .         .        .      T
        delivered        T         delivered delivered      delivered delivered       delivered       .         T         T         T        T      T
        returning        T         T         T              returning returning       returning       T         T         .         .        .      T
        returned         T         T         T              returned  returned        returned        T         T         returned  .        .      T
        failed           T         T         T              failed    failed          failed          T         T         failed    T        .      T
        nobody_there     T         T         T              returning returning       returning       T         T         .         .        .      T
        another_attempt  .         .         .              .         .               .               .         .         .         .        .      .
        """;

    record Cell(String move, DeliveryStatus status, String outcome) {}

    static List<Cell> cells() {
        List<List<String>> lines = TABLE.lines()
                .map(line -> Arrays.asList(line.strip().split(" +")))
                .toList();
        List<Cell> cells = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            for (int i = 1; i < line.size(); i++) {
                DeliveryStatus status =
                        DeliveryStatus.ofSlug(lines.getFirst().get(i)).orElseThrow();
                cells.add(new Cell(line.getFirst(), status, line.get(i)));
            }
        }
        return cells;
    }

    @Test
    void theTableHasACellForEveryMoveInEveryStatus() {
        assertThat(cells()).hasSize((int) (TABLE.lines().count() - 1) * DeliveryStatus.values().length);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aMoveDoesWhatTheTableSays(Cell cell) {
        Delivery delivery = aDelivery(cell.status());
        long sequence = delivery.sequence();

        String outcome = outcome(delivery, cell);

        assertThat(outcome).isEqualTo(cell.outcome());
        boolean changed = !List.of(".", "T", "C").contains(outcome);
        assertThat(delivery.sequence()).isEqualTo(changed ? sequence + 1 : sequence);
        assertThat(delivery.attempts().stream().filter(Attempt::isLive)).hasSizeLessThan(2);
    }

    private static String outcome(Delivery delivery, Cell cell) {
        Optional<Change> change;
        try {
            change = make(cell.move(), delivery);
        } catch (Refusal refusal) {
            assertThat(delivery.status()).isEqualTo(cell.status());
            return switch (refusal.code()) {
                case "invalid_state_transition" -> "T";
                case "not_cancellable" -> "C";
                default -> refusal.code();
            };
        }
        if (change.isEmpty()) {
            assertThat(delivery.status()).isEqualTo(cell.status());
            return ".";
        }
        return delivery.status() == cell.status() ? "=" : delivery.status().slug();
    }

    private static Optional<Change> make(String move, Delivery delivery) {
        return switch (move) {
            case "quotes" -> delivery.decided(delivery.judge(List.of(quote("velo", 1)), NOW), NOW, PACE);
            case "yes" -> delivery.confirmed(yes(delivery), NOW);
            case "no" -> ended(delivery, Status.REJECTED, "no_driver");
            case "time_out" -> ended(delivery, Status.EXPIRED, "no_answer");
            case "drop_out" -> ended(delivery, Status.WITHDRAWN, "dropped_out");
            case "called_off_late" -> ended(delivery, Status.WITHDRAWN, Delivery.NOBODY_ON_THE_WAY);
            case "another_booking" -> delivery.bookingEnded("bkg_velo_other", Status.REJECTED, null, NOW, PACE);
            case "clock" -> delivery.due(NOW.plus(Duration.ofHours(2)), PACE);
            case "cancel" -> delivery.cancel(cancellation(), NOW);
            case "dispatch" -> delivery.dispatch(null, NOW, PACE);
            case "return" -> delivery.bringBack(null, NOW);
            case "window" -> amend(delivery, new StopAmendment(null, null, NOW.plusSeconds(7_200), null), null, null);
            case "pickup_contact" -> amend(delivery, new StopAmendment("Ring twice", null, null, null), null, null);
            case "dropoff_contact" -> amend(delivery, null, new StopAmendment(null, "+447700900999", null, null), null);
            case "higher_tip" -> amend(delivery, null, null, Money.of(300, "GBP"));
            case "lower_tip" -> amend(delivery, null, null, Money.of(100, "GBP"));
            case "proof" ->
                delivery.proved(
                        new Proof("prf_acme_1", ProofType.PIN, Proof.Where.DROPOFF, NOW, null, null, "1234"), NOW);
            case "nobody_there" -> delivery.reported(failed(delivery, "recipient_absent"), NOW);
            case "another_attempt" ->
                delivery.reported(new Report(7, DeliveryStatus.PICKED_UP, NOW, null, null, List.of(), null, null), NOW);
            default ->
                delivery.reported(report(delivery, DeliveryStatus.ofSlug(move).orElseThrow()), NOW);
        };
    }

    private static Optional<Change> ended(Delivery delivery, Status how, String reason) {
        return delivery.bookingEnded(current(delivery).bookingId(), how, reason, NOW, PACE);
    }

    private static Optional<Change> amend(
            Delivery delivery, @Nullable StopAmendment pickup, @Nullable StopAmendment dropoff, @Nullable Money tip) {
        return delivery.amend(new Amendment(pickup, dropoff, tip, null), NOW, PACE);
    }

    private static Report failed(Delivery delivery, String reason) {
        return new Report(delivery.attempts().size(), DeliveryStatus.FAILED, NOW, null, reason, List.of(), null, null);
    }
}
