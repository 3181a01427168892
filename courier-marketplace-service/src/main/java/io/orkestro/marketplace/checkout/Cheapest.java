package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.quote.QuotesResponse;

/** What came of asking all couriers within a given time. */
sealed interface Cheapest {

    /** The cheapest courier that can. */
    record Offered(QuotesResponse.Offer offer) implements Cheapest {}

    /** All were asked, and none can. */
    record Nobody() implements Cheapest {}

    /** None that can has said so in time; one that did not answer might have been able to. */
    record TooSlow() implements Cheapest {}
}
