package io.orkestro.platform.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.process.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InTurnTests {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(300), Duration.ofMillis(10), Duration.ofMillis(10));

    private final List<String> story = new ArrayList<>();
    private final APlace first = new APlace("edge", "good-1", story);
    private final APlace second = new APlace("edge-2", "good-1", story);

    @Test
    void theSecondLeavesOnceTheFirstServesAgain() {
        Course course = deploy("good-2");

        assertThat(story)
                .containsExactly(
                        "stop good-1 at edge",
                        "start good-2 at edge",
                        "stop good-1 at edge-2",
                        "start good-2 at edge-2");
        assertThat(course.ending()).isEqualTo(Ending.LIVE);
    }

    @Test
    void whereTheFirstDoesNotStartTheOldOneComesBackAndTheSecondNeverLeaves() {
        Course course = deploy("dying-2");

        assertThat(story)
                .containsExactly(
                        "stop good-1 at edge", "start dying-2 at edge", "stop dying-2 at edge", "start good-1 at edge");
        assertThat(course.ending()).isEqualTo(Ending.WENT_BACK);
        assertThat(course.why()).isEqualTo("died while starting");
    }

    @Test
    void whereTheSecondIsNotReadyTheOldOneComesBackToBoth() {
        second.start("good-1");
        Place picky = new Fussy(second);
        Course course =
                new InTurn(List.of(first, picky), "good-2", SHORT, InstantSource.system(), Progress.SILENT).run();

        assertThat(course.ending()).isEqualTo(Ending.WENT_BACK);
        assertThat(first.build()).isEqualTo("good-1");
        assertThat(second.build()).isEqualTo("good-1");
    }

    @Test
    void whereTheOldOneDoesNotComeBackEitherSomebodyHasToLook() {
        APlace broken = new APlace("console", "dying-1", story);

        Course course = new InTurn(List.of(broken), "unready-2", SHORT, InstantSource.system(), Progress.SILENT).run();

        assertThat(course.ending()).isEqualTo(Ending.STUCK);
        assertThat(course.why()).isEqualTo("was not ready after 0 s");
    }

    private Course deploy(String build) {
        return new InTurn(List.of(first, second), build, SHORT, InstantSource.system(), Progress.SILENT).run();
    }

    /** Is never ready with a new build. */
    private record Fussy(APlace place) implements Place {

        @Override
        public String name() {
            return place.name();
        }

        @Override
        public String build() {
            return place.build();
        }

        @Override
        public void start(String build) {
            place.start(build);
        }

        @Override
        public boolean isRunning() {
            return place.isRunning();
        }

        @Override
        public boolean isReady() {
            return place.isReady() && place.build().equals("good-1");
        }

        @Override
        public void stop() {
            place.stop();
        }

        @Override
        public String lastWords() {
            return "";
        }
    }
}
