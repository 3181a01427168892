package io.orkestro.platform.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoraTests {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void nothingIsReckonedFromNothing() {
        Dora dora = Dora.of(List.of());

        assertThat(dora.perDay()).isZero();
        assertThat(dora.leadTime()).isEmpty();
        assertThat(dora.failureRate()).isZero();
        assertThat(dora.restore()).isEmpty();
    }

    @Test
    void deploymentsADayAreThoseThatWentLiveOverTheTimeFromTheFirstToTheLast() {
        List<Deployment> twoDays = List.of(
                live("dispatch", "c1", MONDAY),
                live("tracking", "c1", MONDAY.plus(Duration.ofHours(5))),
                wentBack("tracking", "c2", MONDAY.plus(Duration.ofHours(6))),
                live("tracking", "c3", MONDAY.plus(Duration.ofHours(48)).minusSeconds(20)));

        assertThat(Dora.of(twoDays).perDay()).isCloseTo(1.5, within(0.001));
    }

    @Test
    void anAfternoonCountsAsADay() {
        assertThat(Dora.of(List.of(live("dispatch", "c1", MONDAY), live("edge", "c1", MONDAY.plusSeconds(60))))
                        .perDay())
                .isEqualTo(2);
    }

    @Test
    void leadTimeCountsACommitOnceForEachServiceFromCommitToReady() {
        List<Deployment> log = List.of(
                committed(live("dispatch", "c1", MONDAY), Duration.ofMinutes(10)),
                committed(live("tracking", "c1", MONDAY.plusSeconds(60)), Duration.ofMinutes(30)),
                committed(live("dispatch", "c1", MONDAY.plusSeconds(120)), Duration.ofHours(50)),
                committed(wentBack("dispatch", "c2", MONDAY.plusSeconds(180)), Duration.ofHours(70)),
                committed(live("dispatch", "c3", MONDAY.plusSeconds(240)), Duration.ofMinutes(20)),
                live("edge", null, MONDAY.plusSeconds(300)));

        assertThat(Dora.of(log).leadTime()).contains(Duration.ofMinutes(20).plusSeconds(10));
    }

    @Test
    void aDeploymentFailsWhereItWentBackOrRequestsFailed() {
        List<Deployment> log = List.of(
                live("dispatch", "c1", MONDAY),
                wentBack("dispatch", "c2", MONDAY.plusSeconds(60)),
                failing(live("edge", "c2", MONDAY.plusSeconds(120))),
                live("dispatch", "c3", MONDAY.plusSeconds(180)));

        assertThat(Dora.of(log).failureRate()).isEqualTo(0.5);
    }

    @Test
    void whatWentBackByItselfWasWellWhenItHadAndTheRestWithTheNextGoodOne() {
        List<Deployment> log = List.of(
                wentBack("dispatch", "c2", MONDAY),
                failing(live("edge", "c2", MONDAY.plusSeconds(60))),
                live("dispatch", "c3", MONDAY.plusSeconds(120)),
                live("edge", "c3", MONDAY.plusSeconds(660)));

        assertThat(Dora.of(log.subList(0, 1)).restore()).contains(Duration.ofSeconds(20));
        assertThat(Dora.of(log.subList(1, 4)).restore()).contains(Duration.ofSeconds(620));
        assertThat(Dora.of(log.subList(1, 2)).restore()).as("not yet").isEmpty();
    }

    /** Ready after ten seconds, over after twenty. */
    private static Deployment live(String service, @org.jspecify.annotations.Nullable String commit, Instant started) {
        return new Deployment(
                service,
                "old",
                "new",
                commit,
                null,
                started,
                started.plusSeconds(10),
                started.plusSeconds(15),
                started.plusSeconds(20),
                100L,
                0L,
                Ending.LIVE,
                "");
    }

    private static Deployment wentBack(String service, String commit, Instant started) {
        return new Deployment(
                service,
                "old",
                "new",
                commit,
                null,
                started,
                null,
                null,
                started.plusSeconds(20),
                100L,
                0L,
                Ending.WENT_BACK,
                "died while starting");
    }

    private static Deployment committed(Deployment each, Duration before) {
        return new Deployment(
                each.service(),
                each.before(),
                each.after(),
                each.commit(),
                each.started().minus(before),
                each.started(),
                each.ready(),
                each.left(),
                each.ended(),
                each.requests(),
                each.failures(),
                each.ending(),
                each.why());
    }

    private static Deployment failing(Deployment each) {
        return new Deployment(
                each.service(),
                each.before(),
                each.after(),
                each.commit(),
                each.committed(),
                each.started(),
                each.ready(),
                each.left(),
                each.ended(),
                each.requests(),
                3L,
                each.ending(),
                each.why());
    }
}
