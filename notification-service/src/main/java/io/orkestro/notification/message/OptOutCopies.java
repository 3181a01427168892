package io.orkestro.notification.message;

import io.orkestro.platform.backend.Copies;
import io.orkestro.platform.backend.OwnedTable;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of opt-outs, as others are told of them, and as others tell of them. One that was taken back stays as such. */
@Component
public class OptOutCopies implements Copies {

    public static final String CHANGED = "opt-out.changed.v1";

    /** An opt-out as it is, said again to those who keep copies; nothing has changed. */
    public static final String AGAIN = "opt-out.snapshot.v1";

    private static final String SELECT = "select * from opt_out where id = :id";

    private final JdbcClient jdbc;
    private final OwnedTable table;
    private final JsonMapper json;
    private final Outbox outbox;
    private final Routing routing;

    OptOutCopies(JdbcClient jdbc, JsonMapper json, Outbox outbox, Routing routing) {
        this.jdbc = jdbc;
        this.table = new OwnedTable("opt_out", "id", jdbc);
        this.json = json;
        this.outbox = outbox;
        this.routing = routing;
    }

    /**
     * What others are told.
     *
     * @param removedAt when the address could be messaged again, null while it must not
     */
    record OptOutSnapshot(
            String id,
            String retailerId,
            String address,
            Instant createdAt,
            @Nullable Instant removedAt) {}

    /** A row. */
    record Row(
            OptOutSnapshot optOut,
            long epoch,
            long sequence,
            @Nullable JsonNode unknown) {

        Row next(OptOutSnapshot changed) {
            return new Row(changed, epoch, sequence + 1, unknown);
        }

        boolean holds() {
            return optOut.removedAt() == null;
        }
    }

    Optional<Row> row(String id) {
        return jdbc.sql(SELECT).param("id", id).query(this::read).optional();
    }

    Optional<Row> lockedRow(String id) {
        return jdbc.sql(SELECT + " for update")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    void save(Row row) {
        OptOutSnapshot optOut = row.optOut();
        jdbc.sql("""
                        insert into opt_out (id, retailer_id, address, created_at, removed_at, epoch, sequence, unknown)
                        values (:id, :retailer, :address, :created, :removed, :epoch, :sequence, cast(:unknown as jsonb))
                        on conflict (id) do update set created_at = excluded.created_at, removed_at = excluded.removed_at,
                          epoch = excluded.epoch, sequence = excluded.sequence, unknown = excluded.unknown
                        """)
                .param("id", optOut.id())
                .param("retailer", optOut.retailerId())
                .param("address", optOut.address())
                .param("created", time(optOut.createdAt()))
                .param("removed", optOut.removedAt() == null ? null : time(optOut.removedAt()))
                .param("epoch", row.epoch())
                .param("sequence", row.sequence())
                .param("unknown", row.unknown() == null ? null : json.writeValueAsString(row.unknown()))
                .update();
    }

    void say(String type, Row row, Decision decision) {
        outbox.append(Message.event(
                Capability.NOTIFICATION.slug(),
                type,
                row.optOut().id(),
                row.sequence(),
                row.epoch(),
                decision,
                snapshot(row)));
    }

    @Override
    public Optional<Copy> lock(String id) {
        return lockedRow(id).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String id) {
        return row(id).map(this::copyOf);
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        OptOutSnapshot told = json.treeToValue(snapshot, OptOutSnapshot.class);
        JsonNode unknown = unknownIn.apply(json.valueToTree(told));
        save(new Row(told, epoch, sequence, unknown.isEmpty() ? null : unknown));
    }

    @Override
    public void surrender(String id, long epoch) {
        table.surrender(id, epoch);
    }

    @Override
    public void tellAgain(String id) {
        row(id).ifPresent(row -> say(
                AGAIN, row, routing.decide(RoutingKey.ofPublicId(row.optOut().retailerId()))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return table.idsAfter(after, limit);
    }

    @Override
    public long countWithParity(int parity) {
        return table.countWithParity(parity);
    }

    private Copy copyOf(Row row) {
        return new Copy(row.epoch(), row.sequence(), () -> snapshot(row));
    }

    private ObjectNode snapshot(Row row) {
        return UnknownFields.whole(json.valueToTree(row.optOut()), row.unknown());
    }

    private Row read(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        OffsetDateTime removed = row.getObject("removed_at", OffsetDateTime.class);
        String unknown = row.getString("unknown");
        return new Row(
                new OptOutSnapshot(
                        row.getString("id"),
                        row.getString("retailer_id"),
                        row.getString("address"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        removed == null ? null : removed.toInstant()),
                row.getLong("epoch"),
                row.getLong("sequence"),
                unknown == null ? null : json.readTree(unknown));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
