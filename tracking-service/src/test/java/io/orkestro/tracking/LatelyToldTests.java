package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatelyToldTests {

    private static final Duration MOST = Duration.ofSeconds(1);

    private final LatelyTold lately = new LatelyTold(Duration.ofMillis(200));

    @Test
    void aQuietDeliveryIsToldAtOnceHoweverBusyOthersAre() {
        for (int at = 0; at <= 1000; at += 10) {
            lately.toTell(Set.of("busy"), millis(at));
        }

        assertThat(lately.toTell(Set.of("busy", "quiet"), millis(1005))).containsExactly("quiet");
    }

    @Test
    void whatFollowsSoonIsToldOnceWhenTheIntervalIsOver() {
        assertThat(lately.toTell(Set.of("one"), millis(0))).containsExactly("one");
        assertThat(lately.untilNext(millis(50), MOST)).isEqualTo(MOST);
        assertThat(lately.toTell(Set.of("one"), millis(50))).isEmpty();
        assertThat(lately.toTell(Set.of("one"), millis(150))).isEmpty();
        assertThat(lately.untilNext(millis(150), MOST)).isEqualTo(Duration.ofMillis(50));

        assertThat(lately.toTell(Set.of(), millis(200))).containsExactly("one");
        assertThat(lately.toTell(Set.of(), millis(400))).isEmpty();
        assertThat(lately.toTell(Set.of("one"), millis(401))).containsExactly("one");
    }

    @Test
    void whoComesLateIsNotAskedToWaitForLessThanNothing() {
        lately.toTell(Set.of("one"), millis(0));
        lately.toTell(Set.of("one"), millis(10));

        assertThat(lately.untilNext(millis(900), MOST)).isZero();
    }

    /** Whatever changes when: told within the interval, never twice within it, and never for nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void noChangeIsLostAndNobodyIsToldTooOften(long seed) {
        Random random = new Random(seed);
        Map<String, List<Integer>> changes = new HashMap<>();
        Map<String, List<Integer>> told = new HashMap<>();
        for (int at = 0; at < 20_000; at++) {
            List<String> changed = new ArrayList<>();
            for (int id = 0; id < 5; id++) {
                if (at < 19_000 && random.nextInt(3 + 100 * id * id) == 0) {
                    changed.add("dlv_" + id);
                    changes.computeIfAbsent("dlv_" + id, _ -> new ArrayList<>()).add(at);
                }
            }
            if (!changed.isEmpty() || lately.untilNext(millis(at), MOST).isZero()) {
                int now = at;
                lately.toTell(changed, millis(at))
                        .forEach(id ->
                                told.computeIfAbsent(id, _ -> new ArrayList<>()).add(now));
            }
        }

        changes.forEach((id, times) -> {
            List<Integer> tellings = told.getOrDefault(id, List.of());
            for (int i = 1; i < tellings.size(); i++) {
                int since = tellings.get(i - 1);
                int until = tellings.get(i);
                assertThat(until - since).as(id).isGreaterThanOrEqualTo(200);
                assertThat(times).as("%s has changed", id).anyMatch(at -> at > since && at <= until);
            }
            assertThat(times)
                    .as(id)
                    .allSatisfy(at -> assertThat(tellings).anyMatch(then -> then >= at && then <= at + 200));
        });
    }

    private static long millis(int at) {
        return at * 1_000_000L;
    }
}
