package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.guard.Judgement.Finding;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.gateway.flags.Latch;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.routing.Capability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What the guard did and thinks: the tables {@code guard_move} and {@code guard_state}. */
@Component
public class GuardTables implements Latch {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Audit audit;
    private final Clock clock;

    GuardTables(JdbcClient jdbc, JsonMapper json, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    public Optional<GuardMove> move(Capability capability) {
        return jdbc.sql("select * from guard_move where capability = :capability")
                .param("capability", capability.name())
                .query(GuardTables::moveIn)
                .optional();
    }

    public Optional<GuardState> state(Capability capability) {
        return jdbc.sql("select * from guard_state where capability = :capability")
                .param("capability", capability.name())
                .query(GuardTables::stateIn)
                .optional();
    }

    @Override
    public Optional<String> objection(Capability capability) {
        return move(capability)
                .filter(GuardMove::isLatched)
                .map(move ->
                        "The guard moved %s back, as %s. Nobody moves it forward until a person has looked and cleared that, on its migration page."
                                .formatted(Flag.of(capability).label(), move.words()));
    }

    /**
     * Lets people move it forward again.
     *
     * @param reason 3 to 200 characters
     * @return whether there was anything to clear
     */
    @Transactional
    public boolean clear(Capability capability, String actor, String reason) {
        Optional<GuardMove> latched = move(capability).filter(GuardMove::isLatched);
        int cleared = jdbc.sql("update guard_move set cleared_at = :now, cleared_by = :actor"
                        + " where capability = :capability and cleared_at is null")
                .param("now", utc(clock.instant()))
                .param("actor", actor)
                .param("capability", capability.name())
                .update();
        if (cleared == 0 || latched.isEmpty()) {
            return false;
        }
        audit.record(
                actor,
                "guard.cleared",
                capability.name(),
                Map.of("words", "latched: " + latched.get().words()),
                Map.of("words", "cleared"),
                reason);
        return true;
    }

    /** In the transaction of the move. */
    void keep(FlagState after, Finding finding) {
        jdbc.sql("insert into guard_move (capability, moved_at, version, words, evidence) values (:capability, :at,"
                        + " :version, :words, cast(:evidence as jsonb)) on conflict (capability) do update set"
                        + " moved_at = excluded.moved_at, version = excluded.version, words = excluded.words,"
                        + " evidence = excluded.evidence, cleared_at = null, cleared_by = null")
                .param("capability", after.capability().name())
                .param("at", utc(after.changedAt()))
                .param("version", after.version())
                .param("words", finding.words())
                .param("evidence", json.writeValueAsString(finding))
                .update();
    }

    void keep(Capability capability, Mood mood, String words) {
        jdbc.sql("insert into guard_state as g (capability, looked_at, mood, words, since) values (:capability, :now,"
                        + " :mood, :words, :now) on conflict (capability) do update set looked_at ="
                        + " excluded.looked_at, mood = excluded.mood, words = excluded.words, since = case when"
                        + " g.mood = excluded.mood then g.since else excluded.since end")
                .param("capability", capability.name())
                .param("now", utc(clock.instant()))
                .param("mood", mood.name())
                .param("words", words)
                .update();
    }

    private static GuardMove moveIn(ResultSet row, int number) throws SQLException {
        return new GuardMove(
                Capability.valueOf(row.getString("capability")),
                row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"),
                row.getString("words"),
                instantOrNull(row.getObject("cleared_at", OffsetDateTime.class)),
                row.getString("cleared_by"));
    }

    private static GuardState stateIn(ResultSet row, int number) throws SQLException {
        return new GuardState(
                Capability.valueOf(row.getString("capability")),
                row.getObject("looked_at", OffsetDateTime.class).toInstant(),
                Mood.valueOf(row.getString("mood")),
                row.getString("words"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
