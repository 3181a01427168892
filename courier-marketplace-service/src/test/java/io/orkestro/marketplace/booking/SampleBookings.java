package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.Samples;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import java.time.Instant;
import java.util.List;

/** Bookings without a database. */
final class SampleBookings {

    private SampleBookings() {}

    static BookingRequestedMessage request(Instant answerBy) {
        return new BookingRequestedMessage(
                "bkg_pedal_1",
                "dlv_acme_1",
                "ret_acme",
                1,
                "crr_pedal",
                Money.of(599, "GBP"),
                answerBy,
                Samples.stopAt(Samples.LONDON),
                Samples.stopAt(Samples.LONDON),
                List.of(new Item("Box", 1, null, null, null)),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Job job(Load load) {
        return new Job(
                "ret_acme",
                "Pedal",
                VehicleType.BIKE,
                Money.of(599, "GBP"),
                load,
                null,
                "return",
                "meet_at_door",
                null);
    }
}
