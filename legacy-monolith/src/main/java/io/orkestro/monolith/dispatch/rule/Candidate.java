package io.orkestro.monolith.dispatch.rule;

import io.orkestro.monolith.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One courier in a decision: what it offered and what became of it.
 *
 * @param score the lowest wins; null where not eligible
 * @param rank 1 is asked first; null where not eligible
 * @param reasons why not eligible: the marketplace's and the rules'
 * @param preferred whether it came before others for being preferred; null where the rules put nobody first
 */
public record Candidate(
        String quoteId,
        String courierId,
        String courierName,
        @Nullable String vehicle,
        @Nullable Money fee,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        @Nullable Instant expiresAt,
        @Nullable Double score,
        @Nullable Integer rank,
        boolean eligible,
        List<String> reasons,
        @Nullable Boolean preferred) {

    static Candidate ranked(Quote quote, double score, int rank, @Nullable Boolean preferred) {
        return of(quote, score, rank, List.of(), preferred);
    }

    static Candidate ruledOut(Quote quote, List<String> reasons) {
        return of(quote, null, null, reasons, null);
    }

    private static Candidate of(
            Quote quote,
            @Nullable Double score,
            @Nullable Integer rank,
            List<String> reasons,
            @Nullable Boolean preferred) {
        return new Candidate(
                quote.quoteId(),
                quote.courierId(),
                quote.courierName(),
                quote.vehicle(),
                quote.fee(),
                quote.pickupEta(),
                quote.dropoffEta(),
                quote.expiresAt(),
                score,
                rank,
                reasons.isEmpty(),
                reasons,
                preferred);
    }

    /** The same by another name. */
    public Candidate named(String name) {
        return new Candidate(
                quoteId,
                courierId,
                name,
                vehicle,
                fee,
                pickupEta,
                dropoffEta,
                expiresAt,
                score,
                rank,
                eligible,
                reasons,
                preferred);
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
