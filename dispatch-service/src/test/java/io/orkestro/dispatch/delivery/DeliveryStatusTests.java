package io.orkestro.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.delivery.DeliveryStatus.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every status against every report: F forwards, . nothing new, X cannot be. */
class DeliveryStatusTests {

    private static final String TABLE = """
                        assigned pickup_arrived picked_up dropoff_enroute dropoff_arrived delivered returning returned failed
        pending         X        X              X         X               X               X         X         X        X
        assigned        .        F              F         F               F               F         X         X        X
        pickup_arrived  .        .              F         F               F               F         X         X        X
        picked_up       .        .              .         F               F               F         F         F        F
        dropoff_enroute .        .              .         .               F               F         F         F        F
        dropoff_arrived .        .              .         .               .               F         F         F        F
        delivered       .        .              .         .               .               .         X         X        X
        cancelled       X        X              X         X               X               X         X         X        X
        returning       .        .              .         .               .               X         .         F        F
        returned        .        .              .         .               .               X         .         .        X
        failed          .        .              .         .               .               X         .         .        .
        expired         X        X              X         X               X               X         X         X        X
        """;

    record Cell(DeliveryStatus present, DeliveryStatus reported, Step step) {}

    static List<Cell> cells() {
        List<String> lines = TABLE.lines().map(String::strip).toList();
        List<DeliveryStatus> columns = statuses(lines.getFirst());
        List<Cell> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> words = Arrays.asList(line.split(" +"));
            DeliveryStatus present = DeliveryStatus.ofSlug(words.getFirst()).orElseThrow();
            for (int i = 0; i < columns.size(); i++) {
                cells.add(new Cell(present, columns.get(i), step(words.get(i + 1))));
            }
        }
        return cells;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aReportMovesADeliveryForwardsOrNotAtAll(Cell cell) {
        assertThat(cell.present().stepTo(cell.reported())).isEqualTo(cell.step());
    }

    @Test
    void theTableNamesEveryStatusAndEveryReport() {
        long reported = Arrays.stream(DeliveryStatus.values())
                .filter(DeliveryStatus::isReported)
                .count();
        assertThat(cells()).hasSize((int) (DeliveryStatus.values().length * reported));
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "CANCELLED", "EXPIRED"})
    void noCourierReportsWhatIsDispatchsOwn(DeliveryStatus own) {
        assertThat(own.isReported()).isFalse();
        assertThat(DeliveryStatus.values()).allMatch(present -> present.stepTo(own) == Step.IMPOSSIBLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DELIVERED", "CANCELLED", "RETURNED", "FAILED", "EXPIRED"})
    void nothingFollowsAnEnd(DeliveryStatus end) {
        assertThat(end.isEnd()).isTrue();
        assertThat(end.next()).isEmpty();
    }

    @Test
    void onlyBeforeThePickUpADeliveryGoesBackToPending() {
        assertThat(DeliveryStatus.values())
                .filteredOn(status -> status.allows(DeliveryStatus.PENDING))
                .containsExactly(DeliveryStatus.ASSIGNED, DeliveryStatus.PICKUP_ARRIVED);
    }

    @Test
    void onlyBeforeThePickUpADeliveryIsCancelled() {
        assertThat(DeliveryStatus.values())
                .filteredOn(status -> status.allows(DeliveryStatus.CANCELLED))
                .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.ASSIGNED, DeliveryStatus.PICKUP_ARRIVED);
    }

    private static List<DeliveryStatus> statuses(String line) {
        return Arrays.stream(line.split(" +"))
                .map(slug -> DeliveryStatus.ofSlug(slug).orElseThrow())
                .toList();
    }

    private static Step step(String letter) {
        return switch (letter) {
            case "F" -> Step.FORWARD;
            case "." -> Step.NOTHING_NEW;
            default -> Step.IMPOSSIBLE;
        };
    }
}
