package io.orkestro.marketplace.quote;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The quotes that are told, where there are more couriers than anybody wants to hear of: the cheapest first, then those who
 * cannot. Of the latter some are left out, those first that are farthest from being eligible.
 */
final class Shortlist {

    /** So many couriers are told of that cannot. */
    static final int MOST_INELIGIBLE = 100;

    /** So many quotes are in a message, which is 64 KB at most. */
    static final int MOST_IN_A_MESSAGE = 100;

    /** Who works here before who does not, then by how much is in the way. */
    private static final Comparator<Quote> BY_NEARNESS = Comparator.<Quote, Boolean>comparing(
                    quote -> quote.reasons().contains(Ineligibility.OUTSIDE_SERVICE_AREA))
            .thenComparingInt(quote -> quote.reasons().size())
            .thenComparing(Quote::courierId);

    private Shortlist() {}

    static List<Quote> forRetailer(List<Quote> quotes) {
        return of(quotes, quotes.size());
    }

    static List<Quote> forDispatch(List<Quote> quotes) {
        return of(quotes, MOST_IN_A_MESSAGE);
    }

    private static List<Quote> of(List<Quote> quotes, int most) {
        List<Quote> eligible = quotes.stream()
                .filter(Quote::isEligible)
                .sorted(Quote.BY_FEE)
                .limit(most)
                .toList();
        Stream<Quote> ineligible = quotes.stream()
                .filter(Predicate.not(Quote::isEligible))
                .sorted(BY_NEARNESS)
                .limit(Math.min(MOST_INELIGIBLE, most - eligible.size()))
                .sorted(Quote.BY_FEE);
        return Stream.concat(eligible.stream(), ineligible).toList();
    }
}
