package io.orkestro.gateway.edge.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableSourceTests {

    private static final String OFF =
            "{\"stage\":\"OFF\",\"keys\":[],\"excludedKeys\":[],\"basisPoints\":0,\"changedAt\":\"2026-11-01T00:00:00Z\"}";

    @Test
    void readsWhatTheConsoleWrites() {
        RoutingTable table = RoutingTableSource.tableIn(document("""
                {"stage":"CANARY","keys":["acme"],"excludedKeys":["other"],"basisPoints":1250,
                 "changedAt":"2026-11-23T08:00:00.123Z"}"""));

        assertThat(table.version()).isEqualTo(7);
        assertThat(table.placementOf(Capability.DISPATCH).stage()).isEqualTo(Stage.CANARY);
        assertThat(table.placementOf(Capability.DISPATCH).keys()).containsExactly(new RoutingKey("acme"));
        assertThat(table.placementOf(Capability.DISPATCH).basisPoints()).isEqualTo(1250);
        assertThat(table.changedAt()).isEqualTo(Instant.parse("2026-11-23T08:00:00.123Z"));
    }

    @Test
    void ignoresFieldsOfANewerConsole() {
        RoutingTable table = RoutingTableSource.tableIn(document(OFF.replace("{", "{\"samplePercent\":5,"))
                .replace("{\"version\"", "{\"by\":\"ops\",\"version\""));

        assertThat(table.placementOf(Capability.DISPATCH).stage()).isEqualTo(Stage.OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stage\":\"DOUBLE\",\"keys\":[],\"excludedKeys\":[],\"basisPoints\":0,\"changedAt\":\"2026-11-01T00:00:00Z\"}",
                "{\"stage\":\"OFF\",\"keys\":[],\"excludedKeys\":[],\"basisPoints\":10001,\"changedAt\":\"2026-11-01T00:00:00Z\"}",
                "{\"stage\":\"OFF\",\"keys\":[],\"excludedKeys\":[],\"changedAt\":\"2026-11-01T00:00:00Z\"}",
                "{\"stage\":\"OFF\",\"keys\":[\"A B\"],\"excludedKeys\":[],\"basisPoints\":0,\"changedAt\":\"2026-11-01T00:00:00Z\"}",
                "{\"stage\":\"OFF\",\"excludedKeys\":[],\"basisPoints\":0,\"changedAt\":\"2026-11-01T00:00:00Z\"}",
                "{\"stage\":\"OFF\",\"keys\":[],\"excludedKeys\":[],\"basisPoints\":0,\"changedAt\":\"yesterday\"}",
                "{\"stage\":\"OFF\",\"keys\":[],\"excludedKeys\":[],\"basisPoints\":0}",
                "{\"keys\":[],\"excludedKeys\":[],\"basisPoints\":0,\"changedAt\":\"2026-11-01T00:00:00Z\"}",
                "null",
                "\"CANARY\""
            })
    void guessesNothing(String dispatch) {
        assertThatIllegalArgumentException().isThrownBy(() -> RoutingTableSource.tableIn(document(dispatch)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"version\":7,\"placements\":{}}"})
    void aTableWithoutPlacementsIsNone(String document) {
        assertThatIllegalArgumentException().isThrownBy(() -> RoutingTableSource.tableIn(document));
    }

    private static String document(String dispatch) {
        return """
                {"version":7,"placements":{"DISPATCH":%s,"COURIER_MARKETPLACE":%s,"TRACKING":%s,"NOTIFICATION":%s}}""".formatted(dispatch, OFF, OFF, OFF);
    }
}
