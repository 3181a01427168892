package io.orkestro.gateway.edge.report;

import io.orkestro.gateway.edge.shadow.ComparisonSums;
import io.orkestro.gateway.edge.shadow.Difference;
import io.orkestro.gateway.edge.traffic.TrafficSums;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/** What is to be written, oldest first. One thread's own. */
final class Backlog {

    /** As much as goes into one transaction. */
    record Batch(List<TrafficSums> traffic, List<ComparisonSums> comparisons, List<Difference> differences) {

        boolean isEmpty() {
            return traffic.isEmpty() && comparisons.isEmpty() && differences.isEmpty();
        }

        int size() {
            return traffic.size() + comparisons.size() + differences.size();
        }
    }

    private static final int AT_ONCE = 1_000;

    private final Deque<TrafficSums> traffic = new ArrayDeque<>();
    private final Deque<ComparisonSums> comparisons = new ArrayDeque<>();
    private final Deque<Difference> differences = new ArrayDeque<>();

    void add(List<TrafficSums> moreTraffic, List<ComparisonSums> moreComparisons, List<Difference> moreDifferences) {
        traffic.addAll(moreTraffic);
        comparisons.addAll(moreComparisons);
        differences.addAll(moreDifferences);
    }

    Batch next() {
        return new Batch(first(traffic), first(comparisons), first(differences));
    }

    /** @param batch the last that was taken */
    void written(Batch batch) {
        removeFirst(traffic, batch.traffic().size());
        removeFirst(comparisons, batch.comparisons().size());
        removeFirst(differences, batch.differences().size());
    }

    /** Throws away what is from before that second: how many rows it was. */
    int forget(long epochSecond) {
        return forget(traffic, TrafficSums::epochSecond, epochSecond)
                + forget(comparisons, ComparisonSums::epochSecond, epochSecond)
                + forget(differences, each -> each.at().getEpochSecond(), epochSecond);
    }

    int size() {
        return traffic.size() + comparisons.size() + differences.size();
    }

    private static <T> List<T> first(Deque<T> rows) {
        List<T> first = new ArrayList<>();
        for (T row : rows) {
            if (first.size() == AT_ONCE) {
                break;
            }
            first.add(row);
        }
        return first;
    }

    private static void removeFirst(Deque<?> rows, int count) {
        for (int i = 0; i < count; i++) {
            rows.removeFirst();
        }
    }

    private static <T> int forget(Deque<T> rows, ToLongFunction<T> secondOf, long epochSecond) {
        int forgotten = 0;
        while (!rows.isEmpty() && secondOf.applyAsLong(rows.getFirst()) < epochSecond) {
            rows.removeFirst();
            forgotten++;
        }
        return forgotten;
    }
}
