package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.console.traffic.Comparisons.Compared;
import io.orkestro.gateway.console.traffic.Comparisons.Difference;
import io.orkestro.gateway.console.traffic.Comparisons.Field;
import java.util.List;
import java.util.Locale;

/** How often both sides answered differently, as texts. */
record Mismatches(String summary, boolean isEmpty, boolean isClean, List<Route> routes, List<Sample> samples) {

    record Route(String route, String rate, boolean differs, String compared, String different, String lost) {}

    record Sample(String at, String route, String requestId, String servedBy, List<Field> fields) {}

    static Mismatches of(List<Compared> byRoute, List<Difference> samples) {
        Compared all = byRoute.stream().reduce(Compared.none(""), Compared::plus);
        return new Mismatches(
                summary(all),
                byRoute.isEmpty(),
                all.different() == 0,
                byRoute.stream().map(Mismatches::route).toList(),
                samples.stream().map(Mismatches::sample).toList());
    }

    static String summary(List<Compared> byRoute) {
        return summary(byRoute.stream().reduce(Compared.none(""), Compared::plus));
    }

    private static String summary(Compared all) {
        if (all.compared() == 0) {
            return "nothing compared";
        }
        return "%s of %s compared"
                .formatted(Interval.of(all.different(), all.compared()).words(), number(all.compared()));
    }

    private static Route route(Compared compared) {
        long chosen = compared.compared() + compared.dropped() + compared.unanswered() + compared.undecided();
        return new Route(
                compared.route(),
                compared.compared() == 0
                        ? SideRow.NONE
                        : Interval.of(compared.different(), compared.compared()).words(),
                compared.different() > 0,
                number(compared.compared()),
                number(compared.different()),
                chosen == 0
                        ? SideRow.NONE
                        : "%s dropped, %s unanswered, %s undecided"
                                .formatted(
                                        number(compared.dropped()),
                                        number(compared.unanswered()),
                                        number(compared.undecided())));
    }

    private static Sample sample(Difference difference) {
        return new Sample(
                PageTime.toTheSecond(difference.at()),
                difference.route(),
                difference.requestId(),
                difference.servedBy().toLowerCase(Locale.ROOT),
                difference.fields());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
