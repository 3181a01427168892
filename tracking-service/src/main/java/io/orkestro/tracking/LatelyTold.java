package io.orkestro.tracking;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of which deliveries somebody was told lately. The first change of one is told at once; what follows within the interval is
 * told as one when the interval is over, so the last change is always told. How busy others are makes no difference. For one
 * thread, with the nanoseconds that it counts.
 */
final class LatelyTold {

    private final long interval;

    /** In the order they were told. */
    private final Map<String, Told> told = new LinkedHashMap<>();

    private static final class Told {

        private final long at;
        private boolean hasChangedSince;

        private Told(long at) {
            this.at = at;
        }
    }

    LatelyTold(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** What is to be told now: of what has just changed, and of what was kept back. It counts as told. */
    Set<String> toTell(Collection<String> changed, long now) {
        Set<String> tell = new LinkedHashSet<>(forgetOlderThanInterval(now));
        for (String id : changed) {
            Told before = told.get(id);
            if (before == null) {
                tell.add(id);
            } else {
                before.hasChangedSince = true;
            }
        }
        tell.forEach(id -> told.put(id, new Told(now)));
        return tell;
    }

    /** @return those of them that have changed since */
    private Set<String> forgetOlderThanInterval(long now) {
        Set<String> changed = new LinkedHashSet<>();
        for (Iterator<Map.Entry<String, Told>> oldestFirst = told.entrySet().iterator(); oldestFirst.hasNext(); ) {
            Map.Entry<String, Told> oldest = oldestFirst.next();
            if (now - oldest.getValue().at < interval) {
                break;
            }
            oldestFirst.remove();
            if (oldest.getValue().hasChangedSince) {
                changed.add(oldest.getKey());
            }
        }
        return changed;
    }

    /** How long there will be nothing to tell, unless something changes. */
    Duration untilNext(long now, Duration most) {
        for (Told each : told.values()) {
            if (each.hasChangedSince) {
                long left = Math.max(0, each.at + interval - now);
                return Duration.ofNanos(Math.min(left, most.toNanos()));
            }
        }
        return most;
    }
}
