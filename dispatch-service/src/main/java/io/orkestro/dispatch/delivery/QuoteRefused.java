package io.orkestro.dispatch.delivery;

import io.orkestro.platform.web.problem.Refusal;

/** A quote token that books nothing. */
final class QuoteRefused extends Refusal {

    private QuoteRefused(int status, String code, String title, String detail) {
        super(status, code, title, detail);
    }

    static QuoteRefused invalid() {
        return new QuoteRefused(
                422, "quote_invalid", "Not a quote", "The quoteToken is not one this platform gave out.");
    }

    static QuoteRefused expired() {
        return new QuoteRefused(410, "quote_expired", "The quote has expired", "Ask for new quotes: POST /v1/quotes.");
    }

    static QuoteRefused alreadyUsed() {
        return new QuoteRefused(
                409, "quote_already_used", "The quote was used", "A quote books one delivery; ask for new ones.");
    }

    static QuoteRefused mismatch() {
        return new QuoteRefused(
                409,
                "quote_mismatch",
                "The quote is for another delivery",
                "A quote holds for the retailer and the two places it was asked for.");
    }
}
