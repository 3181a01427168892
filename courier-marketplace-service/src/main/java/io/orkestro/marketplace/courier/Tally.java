package io.orkestro.marketplace.courier;

import java.time.Instant;

/**
 * What became of the bookings that a courier was asked for in an hour or so.
 *
 * @param at when it was asked
 * @param offers how many bookings it was offered
 * @param timeouts of the offers, those it let expire
 * @param rejections of the offers, those it said no to
 * @param confirmed of the offers, those it said yes to
 * @param dropOuts of the confirmed, those it gave back
 * @param completed of the confirmed, those it carried to the end
 */
public record Tally(Instant at, int offers, int timeouts, int rejections, int confirmed, int dropOuts, int completed) {

    /**
     * @throws IllegalArgumentException if parts are negative or more than the whole
     */
    public Tally {
        if (timeouts < 0 || rejections < 0 || confirmed < 0 || dropOuts < 0 || completed < 0) {
            throw new IllegalArgumentException("Nothing happens less than never");
        }
        if ((long) timeouts + rejections + confirmed > offers || (long) dropOuts + completed > confirmed) {
            throw new IllegalArgumentException("Parts are not more than the whole");
        }
    }
}
