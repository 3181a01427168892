package io.orkestro.platform.stack.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The four figures by which teams that deliver well are told from others.
 *
 * @param perDay deployments that went live, a day, from the first deployment to the last; over a day at least
 * @param leadTime median from commit to ready, of each commit the first time that a service had it live
 * @param failureRate share of deployments that went back, were stuck, or during which requests failed
 * @param restore median of how long it took after such a deployment until its service was well: until it had gone back by itself,
 *     otherwise until the service's next deployment that was no failure
 */
public record Dora(double perDay, Optional<Duration> leadTime, double failureRate, Optional<Duration> restore) {

    private static final Duration DAY = Duration.ofDays(1);

    /** @param log in order */
    public static Dora of(List<Deployment> log) {
        if (log.isEmpty()) {
            return new Dora(0, Optional.empty(), 0, Optional.empty());
        }
        Duration span = Duration.between(log.getFirst().started(), log.getLast().ended());
        double days = Math.max(1, (double) span.toMillis() / DAY.toMillis());
        long live = log.stream().filter(Deployment::isLive).count();
        long failed = log.stream().filter(Deployment::isFailure).count();
        return new Dora(live / days, median(leadTimes(log)), (double) failed / log.size(), median(timesToRestore(log)));
    }

    private static List<Duration> leadTimes(List<Deployment> log) {
        Set<String> known = new HashSet<>();
        List<Duration> times = new ArrayList<>();
        for (Deployment each : log) {
            Instant ready = each.ready();
            Instant committed = each.committed();
            if (each.isLive()
                    && ready != null
                    && committed != null
                    && known.add(each.service() + " " + each.commit())) {
                times.add(Duration.between(committed, ready));
            }
        }
        return times;
    }

    private static List<Duration> timesToRestore(List<Deployment> log) {
        List<Duration> times = new ArrayList<>();
        for (int index = 0; index < log.size(); index++) {
            Deployment each = log.get(index);
            if (each.ending() == Ending.WENT_BACK) {
                times.add(each.took());
            } else if (each.isFailure()) {
                log.subList(index + 1, log.size()).stream()
                        .filter(later -> later.service().equals(each.service()) && !later.isFailure())
                        .findFirst()
                        .ifPresent(repair -> times.add(Duration.between(each.started(), repair.ended())));
            }
        }
        return times;
    }

    private static Optional<Duration> median(List<Duration> times) {
        return times.stream().sorted().skip(Math.max(0, times.size() - 1) / 2).findFirst();
    }
}
