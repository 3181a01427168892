package io.orkestro.platform.web.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.RoutingKey;
import org.junit.jupiter.api.Test;

class IdsTests {

    private static final RoutingKey DEMO = new RoutingKey("demo");

    @Test
    void aDerivedIdIsTheSameWhereverItIsMade() {
        assertThat(Ids.derived("dlv", DEMO, "ext", "order-1"))
                .isEqualTo(Ids.derived("dlv", DEMO, "ext", "order-1"))
                .matches("dlv_demo_[a-z2-7]{26}")
                .isNotEqualTo(Ids.derived("dlv", DEMO, "ext", "order-2"))
                .isNotEqualTo(Ids.derived("dlv", new RoutingKey("other"), "ext", "order-1"));
    }

    @Test
    void theBoundariesOfPartsCount() {
        assertThat(Ids.derived("dlv", DEMO, "ab", "c")).isNotEqualTo(Ids.derived("dlv", DEMO, "a", "bc"));
        assertThat(Ids.derived("dlv", DEMO, "a/1:b")).isNotEqualTo(Ids.derived("dlv", DEMO, "a", "b"));
    }

    @Test
    void anIdCarriesItsKey() {
        assertThat(RoutingKey.ofPublicId(Ids.random("trk", DEMO))).isEqualTo(DEMO);
        assertThat(Ids.random("trk", DEMO)).isNotEqualTo(Ids.random("trk", DEMO));
    }
}
