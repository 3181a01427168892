package io.orkestro.monolith.marketplace.booking;

import org.springframework.stereotype.Component;

/** What the other side tells of bookings with its couriers. */
@Component
public class HearOfBookings {

    public static final String CHANGED = "booking.changed.v1";

    private final LiveBurden burden;

    HearOfBookings(LiveBurden burden) {
        this.burden = burden;
    }

    /** A booking's whole snapshot. */
    public record Changed(BookingSnapshot booking) {}

    public void hear(Changed news) {
        burden.hear(news.booking());
    }
}
