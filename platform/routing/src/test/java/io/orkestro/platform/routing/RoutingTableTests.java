package io.orkestro.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTests {

    private static final RoutingKey DEMO = new RoutingKey("demo");
    private static final RoutingKey OTHER = new RoutingKey("other");

    @Test
    void aTableIsTheSameAfterItsWayThroughADocument() {
        Placement canary = new Placement(
                Stage.CANARY, Set.of(DEMO), Set.of(OTHER), 1_250, 500, Instant.parse("2026-11-23T09:00:00Z"));
        RoutingTable table = tableWith(Capability.DISPATCH, canary);

        assertThat(RoutingDocument.of(table).toTable()).isEqualTo(table);
    }

    @Test
    void anInstallationStartsWithEverythingAtTheMonolith() {
        Decision decision = RoutingTable.everythingAtMonolith().decide(DEMO);

        assertThat(decision.sides().values()).containsOnly(Side.MONOLITH);
        assertThat(decision).isEqualTo(Decision.allMonolith());
    }

    @ParameterizedTest
    @CsvSource({"OFF, MONOLITH", "SHADOW, MONOLITH", "CANARY, MONOLITH", "LIVE, SERVICE", "COMPLETE, SERVICE"})
    void theStageSaysWhoServesAKeyThatNobodyNamed(Stage stage, Side side) {
        RoutingTable table = tableWith(Capability.DISPATCH, Placement.at(stage, Instant.EPOCH));

        assertThat(table.decide(DEMO).of(Capability.DISPATCH)).isEqualTo(side);
        assertThat(table.decide(DEMO).of(Capability.TRACKING)).isEqualTo(Side.MONOLITH);
    }

    @Test
    void aNamedKeyIsInTheCanaryAndAnExcludedOneNeverIs() {
        RoutingTable table = tableWith(
                Capability.DISPATCH,
                new Placement(Stage.CANARY, Set.of(DEMO, OTHER), Set.of(OTHER), 10_000, 0, Instant.EPOCH));

        assertThat(table.decide(DEMO).of(Capability.DISPATCH)).isEqualTo(Side.SERVICE);
        assertThat(table.decide(OTHER).of(Capability.DISPATCH)).isEqualTo(Side.MONOLITH);
    }

    @Property(tries = 300)
    void raisingThePercentageOnlyAddsKeys(
            @ForAll @IntRange(max = 9_999) int basisPoints, @ForAll @IntRange(max = 100_000) int number) {
        RoutingKey key = new RoutingKey("r" + number);
        Side before = canary(basisPoints).decide(key).of(Capability.DISPATCH);
        Side after = canary(basisPoints + 1).decide(key).of(Capability.DISPATCH);

        assertThat(before == Side.SERVICE && after == Side.MONOLITH).isFalse();
    }

    @Test
    void aTenthOfTheKeysIsATenth() {
        RoutingTable table = canary(1_000);

        long inCanary = IntStream.range(0, 20_000)
                .filter(i -> table.decide(new RoutingKey("retailer" + i)).of(Capability.DISPATCH) == Side.SERVICE)
                .count();

        assertThat(inCanary).isBetween(1_800L, 2_200L);
    }

    @Test
    void theDocumentTellsWhoReturns() {
        RoutingTable returning = tableWith(
                Capability.DISPATCH, Placement.at(Stage.COMPLETE, Instant.EPOCH).returningSince(7));

        RoutingTable read = RoutingDocument.of(returning).toTable();

        assertThat(read).isEqualTo(returning);
        assertThat(read.placementOf(Capability.DISPATCH).isRetired()).isFalse();
        assertThat(read.decide(DEMO).of(Capability.DISPATCH)).isEqualTo(Side.SERVICE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Placement.at(Stage.LIVE, Instant.EPOCH).returningSince(7));
    }

    @Test
    void aTableThatForgetsACapabilityIsNoTable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RoutingTable(1, Map.of(Capability.DISPATCH, Placement.at(Stage.OFF, Instant.EPOCH))))
                .withMessageContaining("lacks");
    }

    private static RoutingTable canary(int basisPoints) {
        return tableWith(
                Capability.DISPATCH, new Placement(Stage.CANARY, Set.of(), Set.of(), basisPoints, 0, Instant.EPOCH));
    }

    private static RoutingTable tableWith(Capability capability, Placement placement) {
        Map<Capability, Placement> placements =
                new EnumMap<>(RoutingTable.everythingAtMonolith().placements());
        placements.put(capability, placement);
        return new RoutingTable(1, placements);
    }
}
