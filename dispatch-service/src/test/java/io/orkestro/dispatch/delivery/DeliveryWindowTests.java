package io.orkestro.dispatch.delivery;

import static io.orkestro.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.dispatch.delivery.Fixtures.PACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.dispatch.consignment.Windows;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.platform.web.json.StrictJson;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** A delivery's windows stay what the retailer set, wherever the delivery goes and whatever else is changed about it. */
class DeliveryWindowTests {

    private static final JsonMapper JSON = StrictJson.mapper();

    @Property
    void windowsCrossAsTheyAre(@ForAll("windows") Windows windows) {
        Delivery delivery = born(windows);

        assertThat(Windows.of(delivery.consignment())).isEqualTo(windows);
        assertThat(Windows.of(crossed(delivery).consignment())).isEqualTo(windows);
    }

    /**
     * Couriers are asked 45 minutes before a later pick-up, else at once; and so they are after a patch, and there, unless
     * the search is under way already.
     */
    @Property
    void aPatchMovesTheWindowsItNamesAndWhatWaitsForThem(
            @ForAll("windows") Windows before, @ForAll("windows") Windows change) {
        Delivery delivery = born(before);
        boolean waits = delivery.awaitsDispatch();
        assertAsksInTime(delivery, before);

        boolean moves = !change.over(before).equals(before);
        assertThat(delivery.amend(change.amendment(), NOW, PACE).isPresent()).isEqualTo(moves);

        Windows after = change.over(before);
        assertThat(Windows.of(delivery.consignment())).isEqualTo(after);
        assertThat(crossed(delivery)).usingRecursiveComparison().isEqualTo(delivery);
        assertAsksInTime(crossed(delivery), waits ? after : before);
    }

    @Property
    void withACourierOnItsWayTheyStay(@ForAll("windows") Windows before, @ForAll("windows") Windows change) {
        Delivery delivery = born(before);
        if (delivery.awaitsDispatch()) {
            delivery.dispatch(null, NOW, PACE);
        }
        Fixtures.decide(delivery, NOW, Fixtures.quote("velo", 500));
        var _ = delivery.confirmed(Fixtures.yes(delivery), NOW).orElseThrow();

        if (change.amendment().movesWindows()) {
            assertThatThrownBy(() -> delivery.amend(change.amendment(), NOW, PACE))
                    .isInstanceOf(IllegalMove.class);
        }
        assertThat(Windows.of(delivery.consignment())).isEqualTo(before);
    }

    private static void assertAsksInTime(Delivery delivery, Windows windows) {
        Instant readyAt = windows.pickupReady();
        boolean later = readyAt != null && readyAt.isAfter(NOW.plusSeconds(45 * 60));
        assertThat(delivery.dispatchState()).isEqualTo(later ? DispatchState.SCHEDULED : DispatchState.QUOTING);
        if (readyAt != null && later) {
            assertThat(delivery.quotesAt()).isEqualTo(readyAt.minusSeconds(45 * 60));
            assertThat(delivery.nextDueAt()).isEqualTo(delivery.quotesAt());
        }
    }

    private static Delivery born(Windows windows) {
        return Fixtures.born(windows.consignment(), DispatchRules.INITIAL).delivery();
    }

    /** Where its snapshot was read. */
    private static Delivery crossed(Delivery delivery) {
        String written = JSON.writeValueAsString(
                DeliverySnapshot.of(delivery, "https://orkestro.example", delivery.updatedAt(), null));
        return Fixtures.copied(JSON.readValue(written, DeliverySnapshot.class), delivery.epoch());
    }

    @Provide
    Arbitrary<Windows> windows() {
        return Windows.valid(NOW);
    }
}
