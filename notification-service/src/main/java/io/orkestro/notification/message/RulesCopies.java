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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of notification rules, as others are told of them, and as others tell of them. */
@Component
public class RulesCopies implements Copies {

    public static final String CHANGED = "notification-rules.changed.v1";

    /** The rules as they are, said again to those who keep copies; nothing has changed. */
    public static final String AGAIN = "notification-rules.snapshot.v1";

    private static final String SELECT =
            "select retailer_id, rules, changed_at, epoch, sequence, unknown from notification_rules where retailer_id = :retailer";

    private final JdbcClient jdbc;
    private final OwnedTable table;
    private final JsonMapper json;
    private final Outbox outbox;
    private final Routing routing;
    private final ApplicationEventPublisher events;

    RulesCopies(JdbcClient jdbc, JsonMapper json, Outbox outbox, Routing routing, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.table = new OwnedTable("notification_rules", "retailer_id", jdbc);
        this.json = json;
        this.outbox = outbox;
        this.routing = routing;
        this.events = events;
    }

    /**
     * What others are told.
     *
     * @param changedAt absent where a side of before does not say
     */
    record RulesSnapshot(
            String retailerId,
            NotificationRules rules,
            @Nullable Instant changedAt) {}

    /**
     * The other side's rules were heard of, in the running transaction.
     *
     * @param since when they began to hold there
     */
    record Heard(String retailerId, Instant since) {}

    /**
     * A retailer's row.
     *
     * @param unknown fields of a snapshot from elsewhere that mean nothing here, kept for whoever knows them
     */
    record Document(
            String retailerId,
            NotificationRules rules,
            @Nullable Instant changedAt,
            long epoch,
            long sequence,
            @Nullable JsonNode unknown) {

        Document next(NotificationRules replacement, Instant now) {
            return new Document(retailerId, replacement, now, epoch, sequence + 1, unknown);
        }
    }

    /** Makes two first writers wait for each other, where there is no row to lock yet. */
    void queue(String retailerId) {
        jdbc.sql("select cast(pg_advisory_xact_lock(hashtextextended('notification_rules/' || :retailer, 0)) as text)")
                .param("retailer", retailerId)
                .query(String.class)
                .single();
    }

    Optional<Document> row(String retailerId) {
        return jdbc.sql(SELECT).param("retailer", retailerId).query(this::read).optional();
    }

    Optional<Document> lockedRow(String retailerId) {
        return jdbc.sql(SELECT + " for update")
                .param("retailer", retailerId)
                .query(this::read)
                .optional();
    }

    void save(Document document) {
        jdbc.sql("""
                        insert into notification_rules (retailer_id, version, rules, changed_at, epoch, sequence, unknown)
                        values (:retailer, :version, cast(:rules as jsonb), :changed, :epoch, :sequence,
                                cast(:unknown as jsonb))
                        on conflict (retailer_id) do update set version = excluded.version, rules = excluded.rules,
                          changed_at = excluded.changed_at, epoch = excluded.epoch, sequence = excluded.sequence,
                          unknown = excluded.unknown
                        """)
                .param("retailer", document.retailerId())
                .param("version", document.rules().version())
                .param("rules", json.writeValueAsString(document.rules()))
                .param(
                        "changed",
                        document.changedAt() == null
                                ? null
                                : document.changedAt().atOffset(ZoneOffset.UTC))
                .param("epoch", document.epoch())
                .param("sequence", document.sequence())
                .param("unknown", document.unknown() == null ? null : json.writeValueAsString(document.unknown()))
                .update();
    }

    void say(String type, Document document, Decision decision) {
        outbox.append(Message.event(
                Capability.NOTIFICATION.slug(),
                type,
                document.retailerId(),
                document.sequence(),
                document.epoch(),
                decision,
                snapshot(document)));
    }

    @Override
    public Optional<Copy> lock(String retailerId) {
        return lockedRow(retailerId).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String retailerId) {
        return row(retailerId).map(this::copyOf);
    }

    @Override
    public void keep(
            String retailerId, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        RulesSnapshot told = json.treeToValue(snapshot, RulesSnapshot.class);
        JsonNode unknown = unknownIn.apply(json.valueToTree(told));
        save(new Document(
                retailerId, told.rules(), told.changedAt(), epoch, sequence, unknown.isEmpty() ? null : unknown));
        if (told.changedAt() != null) {
            events.publishEvent(new Heard(retailerId, told.changedAt()));
        }
    }

    @Override
    public void surrender(String retailerId, long epoch) {
        table.surrender(retailerId, epoch);
    }

    @Override
    public void tellAgain(String retailerId) {
        row(retailerId).ifPresent(row -> say(AGAIN, row, routing.decide(RoutingKey.ofPublicId(retailerId))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return table.idsAfter(after, limit);
    }

    @Override
    public long countWithParity(int parity) {
        return table.countWithParity(parity);
    }

    private Copy copyOf(Document document) {
        return new Copy(document.epoch(), document.sequence(), () -> snapshot(document));
    }

    private ObjectNode snapshot(Document document) {
        RulesSnapshot known = new RulesSnapshot(document.retailerId(), document.rules(), document.changedAt());
        return UnknownFields.whole(json.valueToTree(known), document.unknown());
    }

    private Document read(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        String unknown = row.getString("unknown");
        OffsetDateTime changedAt = row.getObject("changed_at", OffsetDateTime.class);
        return new Document(
                row.getString("retailer_id"),
                json.readValue(row.getString("rules"), NotificationRules.class),
                changedAt == null ? null : changedAt.toInstant(),
                row.getLong("epoch"),
                row.getLong("sequence"),
                unknown == null ? null : json.readTree(unknown));
    }
}
