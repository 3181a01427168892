package io.orkestro.platform.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeFiguresTests {

    private static final String SCRAPED = """
            # TYPE orkestro_traffic_requests_total counter
            orkestro_traffic_requests_total{capability="dispatch",outcome="answered",role="served",side="service"} 120.0
            orkestro_traffic_requests_total{capability="dispatch",outcome="failed",role="served",side="service"} 2.0
            orkestro_traffic_requests_total{capability="dispatch",outcome="failed",role="asked",side="monolith"} 9.0
            orkestro_traffic_requests_total{capability="dispatch",outcome="timed_out",role="served",side="monolith"} 1.0
            orkestro_traffic_requests_total{capability="tracking",outcome="refused",role="served",side="service"} 1.0E3
            orkestro_traffic_requests_total{capability="tracking",outcome="unreached",role="served",side="service"} 4.0
            jvm_threads_live_threads 40.0
            """;

    @Test
    void whatWasServedIsCountedOfAllAndOfOne() {
        EdgeFigures figures = EdgeFigures.read(SCRAPED, List.of("side=\"service\"", "capability=\"dispatch\""));

        assertThat(figures.all()).isEqualTo(new Tally(1_127, 7));
        assertThat(figures.own()).isEqualTo(new Tally(122, 2));
    }

    @Test
    void anEdgeThatStartedAnewHasCountedAllOfItSince() {
        assertThat(new Tally(30, 1).since(new Tally(10, 0))).isEqualTo(new Tally(20, 1));
        assertThat(new Tally(5, 1).since(new Tally(10, 0))).isEqualTo(new Tally(5, 1));
    }
}
