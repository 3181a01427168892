package io.orkestro.gateway.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.user.SimpleFeatureUser;

/** From what people chose to what the edges follow. */
class FlagStateTests {

    private static final Instant THEN = Instant.parse("2026-11-20T16:30:00Z");
    private static final Instant LATER = THEN.plusSeconds(60);
    private static final Map<String, String> ACME =
            Map.of("keys", "acme", "excludedKeys", "shop", "percent", "100.00", "sample", "2.50");

    @Test
    void aCanaryBecomesAPlacementAndTheOthersStay() {
        RoutingTable table = canary().placedIn(RoutingTable.everythingAtMonolith(), THEN);

        assertThat(RoutingDocument.of(table).placements().get("TRACKING"))
                .isEqualTo(
                        new RoutingDocument.Place("CANARY", List.of("acme"), List.of("shop"), 10_000, 250, THEN, null));
        assertThat(table.version()).isEqualTo(1);
        assertThat(table.decide(new RoutingKey("shop")).of(Capability.TRACKING)).isEqualTo(Side.MONOLITH);
        assertThat(table.decide(new RoutingKey("acme")).encoded()).isEqualTo("MMSM");
    }

    @Test
    void anotherSampleMovesNobody() {
        RoutingTable table = canary().placedIn(RoutingTable.everythingAtMonolith(), THEN);
        Map<String, String> more = Map.of("keys", "acme", "excludedKeys", "shop", "percent", "100.00", "sample", "20");
        FlagState comparesMore = canary().with(true, Stage.CANARY, Map.of(Stage.CANARY, more));

        RoutingTable next = comparesMore.placedIn(table, LATER);

        assertThat(next.placementOf(Capability.TRACKING).sampleBasisPoints()).isEqualTo(2_000);
        assertThat(next.placementOf(Capability.TRACKING).changedAt()).isEqualTo(THEN);
        assertThat(next.version()).isEqualTo(table.version() + 1);
    }

    @Test
    void offRoutesNobodyWhateverIsKept() {
        FlagState off = canary().with(false, Stage.CANARY, Map.of(Stage.CANARY, ACME));
        RoutingTable table = off.placedIn(canary().placedIn(RoutingTable.everythingAtMonolith(), THEN), LATER);

        assertThat(table.decide(new RoutingKey("acme")).encoded()).isEqualTo("MMMM");
        assertThat(table.placementOf(Capability.TRACKING).changedAt()).isEqualTo(LATER);
        assertThat(off.words()).isEqualTo("Off (keeps Canary: acme, 100.00 %, without shop, comparing 2.50 %)");
    }

    @Test
    void whatRoutesAsBeforeKeepsItsTime() {
        RoutingTable table = canary().placedIn(RoutingTable.everythingAtMonolith(), THEN);

        RoutingTable again = canary().placedIn(table, LATER);

        assertThat(again.version()).isEqualTo(2);
        assertThat(again.placementOf(Capability.TRACKING).changedAt()).isEqualTo(THEN);
    }

    @Test
    void stagesThatNobodyOffersYetAreReadAndRouted() {
        FlagState shadow = FlagState.untouched(Capability.DISPATCH).with(true, Stage.SHADOW, Map.of());
        FlagState complete = FlagState.untouched(Capability.DISPATCH).with(true, Stage.COMPLETE, Map.of());

        assertThat(shadow.words()).isEqualTo("Shadow");
        assertThat(complete.placedIn(RoutingTable.everythingAtMonolith(), THEN)
                        .decide(RoutingKey.PLATFORM)
                        .of(Capability.DISPATCH))
                .isEqualTo(Side.SERVICE);
    }

    @Test
    void askedByTogglzTheStrategyAnswersAsTheTableDoes() {
        FeatureState state = new FeatureState(Flag.TRACKING, true).setStrategyId("canary");
        ACME.forEach(state::setParameter);
        StageStrategy canary = StageStrategy.canary();

        assertThat(canary.isActive(state, new SimpleFeatureUser("acme"))).isTrue();
        assertThat(canary.isActive(state, new SimpleFeatureUser("shop"))).isFalse();
        assertThat(canary.isActive(state, new SimpleFeatureUser("not a key"))).isFalse();
        assertThat(canary.isActive(state, null)).isFalse();
    }

    private static FlagState canary() {
        return FlagState.untouched(Capability.TRACKING).with(true, Stage.CANARY, Map.of(Stage.CANARY, ACME));
    }
}
