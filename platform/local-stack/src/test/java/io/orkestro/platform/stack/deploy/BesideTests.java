package io.orkestro.platform.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.process.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BesideTests {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(10));

    private final List<String> story = new ArrayList<>();
    private final APlace a = new APlace("dispatch", "good-1", story);
    private final APlace b = new APlace("dispatch-b", "", story);

    @Test
    void theNewOneServesBeforeTheOldOneLeaves() {
        Course course = deploy("good-2");

        assertThat(story).containsExactly("start good-2 at dispatch-b", "stop good-1 at dispatch");
        assertThat(course.ending()).isEqualTo(Ending.LIVE);
        assertThat(course.why()).isEmpty();
        assertThat(course.ready()).isNotNull().isBeforeOrEqualTo(course.left());
        assertThat(course.left()).isNotNull().isBeforeOrEqualTo(course.ended());
    }

    @Test
    void whereTheNewOneDiesTheOldOneHasNotHeardOfIt() {
        Course course = deploy("dying-2");

        assertThat(story).containsExactly("start dying-2 at dispatch-b", "stop dying-2 at dispatch-b");
        wentBack(course, "died while starting");
        assertThat(course.ready()).isNull();
    }

    @Test
    void whereTheNewOneIsNeverReadyItIsStoppedWhenItsTimeIsOver() {
        Course course = deploy("unready-2");

        assertThat(story).containsExactly("start unready-2 at dispatch-b", "stop unready-2 at dispatch-b");
        wentBack(course, "was not ready after 0 s");
        assertThat(course.ready()).isNull();
    }

    @Test
    void whereTheNewOneDiesOnceItServesTheOldOneIsStillThere() {
        Course course = deploy("shortlived-2");

        wentBack(course, "died when it was to serve");
        assertThat(course.ready()).isNotNull();
    }

    @Test
    void whereTheNewOneFailsWhatItIsAskedTheOldOneGoesOn() {
        AtomicInteger asked = new AtomicInteger();

        Course course =
                deploy("failing-2", () -> asked.getAndIncrement() == 0 ? new Tally(900, 3) : new Tally(1_000, 8));

        wentBack(course, "failed 5 of 100 requests");
    }

    @Test
    void aFailureOrTwoAmongManyAreChance() {
        AtomicInteger asked = new AtomicInteger();

        Course course = deploy("good-2", () -> asked.getAndIncrement() == 0 ? new Tally(900, 3) : new Tally(1_000, 7));

        assertThat(course.ending()).isEqualTo(Ending.LIVE);
    }

    private void wentBack(Course course, String why) {
        assertThat(course.ending()).isEqualTo(Ending.WENT_BACK);
        assertThat(course.why()).isEqualTo(why);
        assertThat(course.left()).isNull();
        assertThat(a.build()).isEqualTo("good-1");
        assertThat(b.build()).isEmpty();
    }

    private Course deploy(String build) {
        return deploy(build, () -> Tally.NONE);
    }

    private Course deploy(String build, Counts counts) {
        return new Beside(b, a, build, counts, SHORT, InstantSource.system(), Progress.SILENT).run();
    }
}
