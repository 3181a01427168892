package io.orkestro.platform.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInTests {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(300), Duration.ofMillis(10), Duration.ofMillis(10));

    private final List<String> story = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final APlace first = new APlace("dispatch-service", "good-1", story);
    private final APlace second = new APlace("dispatch-service-b", "", story);

    @Test
    void theNewOneComesHome() {
        Course course = deploy("good-2");

        assertThat(story)
                .containsExactly(
                        "start good-2 at dispatch-service-b",
                        "stop good-1 at dispatch-service",
                        "start good-2 at dispatch-service",
                        "stop good-2 at dispatch-service-b");
        assertThat(course.ending()).isEqualTo(Ending.LIVE);
    }

    @Test
    void aNewOneThatDoesNotServeNeverComesHome() {
        assertThat(deploy("dying-2").ending()).isEqualTo(Ending.WENT_BACK);
        assertThat(first.build()).isEqualTo("good-1");
    }

    @Test
    void nothingIsSaidOfRequestsThatNobodyHasCounted() {
        deploy("good-2");

        assertThat(said).filteredOn(line -> line.contains("watch")).hasSize(2).noneMatch(line -> line.contains("0 "));
    }

    private Course deploy(String build) {
        return new StandIn(first, second, build, SHORT, InstantSource.system(), said::add).run();
    }
}
