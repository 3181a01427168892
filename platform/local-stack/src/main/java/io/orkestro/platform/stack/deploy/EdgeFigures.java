package io.orkestro.platform.stack.deploy;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one edge has counted since its start: of everybody, and of one application. */
record EdgeFigures(Tally all, Tally own) {

    static final EdgeFigures NONE = new EdgeFigures(Tally.NONE, Tally.NONE);

    private static final Pattern LINE = Pattern.compile("orkestro_traffic_requests_total\\{(.*)} (\\S+)");
    private static final Pattern OUTCOME = Pattern.compile("outcome=\"(\\w+)\"");
    private static final Set<String> FAILURES = Set.of("failed", "timed_out", "unreached");

    /**
     * Counts what was answered to clients; what was only asked to compare is nobody's failure.
     *
     * @param text in Prometheus' format
     * @param labels of the one application
     */
    static EdgeFigures read(String text, List<String> labels) {
        Tally all = Tally.NONE;
        Tally own = Tally.NONE;
        for (String line : text.split("\n")) {
            Matcher figure = LINE.matcher(line);
            if (figure.matches() && figure.group(1).contains("role=\"served\"")) {
                Tally tally = tally(figure.group(1), (long) Double.parseDouble(figure.group(2)));
                all = all.plus(tally);
                if (labels.stream().allMatch(figure.group(1)::contains)) {
                    own = own.plus(tally);
                }
            }
        }
        return new EdgeFigures(all, own);
    }

    private static Tally tally(String labels, long count) {
        Matcher outcome = OUTCOME.matcher(labels);
        return new Tally(count, outcome.find() && FAILURES.contains(outcome.group(1)) ? count : 0);
    }
}
