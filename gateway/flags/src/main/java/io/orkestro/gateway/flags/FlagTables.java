package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code flag_state} and {@code routing_table}, and the bell that edges listen to. */
final class FlagTables {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FlagTables(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    FlagState find(Capability capability) {
        return jdbc.sql("select * from flag_state where capability = :capability")
                .param("capability", capability.name())
                .query(this::stateIn)
                .optional()
                .orElseGet(() -> FlagState.untouched(capability));
    }

    void keep(FlagState state) {
        Stage stage = state.stage();
        jdbc.sql("insert into flag_state (capability, enabled, stage, parameters, version, changed_at,"
                        + " changed_by, reason) values (:capability, :enabled, :stage, cast(:parameters as jsonb),"
                        + " :version, :at, :by, :reason) on conflict (capability) do update set enabled ="
                        + " excluded.enabled, stage = excluded.stage, parameters = excluded.parameters, version ="
                        + " excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by,"
                        + " reason = excluded.reason")
                .param("capability", state.capability().name())
                .param("enabled", state.enabled())
                .param("stage", stage == null ? null : StageStrategy.idOf(stage))
                .param("parameters", json.writeValueAsString(byId(state.parameters())))
                .param("version", state.version())
                .param("at", utc(state.changedAt()))
                .param("by", state.changedBy())
                .param("reason", state.reason())
                .update();
    }

    RoutingTable table() {
        return read("select document from routing_table");
    }

    /** Whoever changes or tells the table holds it until the commit, so that versions leave in order. */
    RoutingTable lockTable() {
        return read("select document from routing_table for update");
    }

    void keep(RoutingTable table, Instant now) {
        jdbc.sql("update routing_table set version = :version, document = cast(:document as jsonb), changed_at = :at")
                .param("version", table.version())
                .param("document", json.writeValueAsString(RoutingDocument.of(table)))
                .param("at", utc(now))
                .update();
        jdbc.sql("update followed_version set version = version + 1 where name = 'routing_table'")
                .update();
        jdbc.sql("select pg_notify('routing_table', :version)")
                .param("version", Long.toString(table.version()))
                .query((row, number) -> "")
                .list();
    }

    private RoutingTable read(String query) {
        String document = jdbc.sql(query).query(String.class).single();
        return json.readValue(document, RoutingDocument.class).toTable();
    }

    private FlagState stateIn(ResultSet row, int number) throws SQLException {
        @Nullable String stage = row.getString("stage");
        Map<String, Map<String, String>> byId = json.readValue(row.getString("parameters"), new TypeReference<>() {});
        Map<Stage, Map<String, String>> parameters = new EnumMap<>(Stage.class);
        byId.forEach((id, texts) -> parameters.put(stageOf(id), texts));
        return new FlagState(
                Capability.valueOf(row.getString("capability")),
                row.getBoolean("enabled"),
                stage == null ? null : stageOf(stage),
                parameters,
                row.getLong("version"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"),
                row.getString("reason"));
    }

    private static Map<String, Map<String, String>> byId(Map<Stage, Map<String, String>> parameters) {
        Map<String, Map<String, String>> byId = new LinkedHashMap<>();
        parameters.forEach((stage, texts) -> byId.put(StageStrategy.idOf(stage), texts));
        return byId;
    }

    private static Stage stageOf(String id) {
        return Stage.valueOf(id.toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
