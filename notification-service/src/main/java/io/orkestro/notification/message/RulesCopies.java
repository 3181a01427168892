package io.orkestro.notification.message;

import io.orkestro.platform.backend.Copies;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
            "select retailer_id, rules, epoch, sequence, unknown from notification_rules where retailer_id = :retailer";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Outbox outbox;
    private final Routing routing;

    RulesCopies(JdbcClient jdbc, JsonMapper json, Outbox outbox, Routing routing) {
        this.jdbc = jdbc;
        this.json = json;
        this.outbox = outbox;
        this.routing = routing;
    }

    /** What others are told. */
    record RulesSnapshot(String retailerId, NotificationRules rules) {}

    /**
     * A retailer's row.
     *
     * @param unknown fields of a snapshot from elsewhere that mean nothing here, kept for whoever knows them
     */
    record Document(
            String retailerId,
            NotificationRules rules,
            long epoch,
            long sequence,
            @Nullable JsonNode unknown) {

        Document next(NotificationRules replacement) {
            return new Document(retailerId, replacement, epoch, sequence + 1, unknown);
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
                        insert into notification_rules (retailer_id, version, rules, epoch, sequence, unknown)
                        values (:retailer, :version, cast(:rules as jsonb), :epoch, :sequence, cast(:unknown as jsonb))
                        on conflict (retailer_id) do update set version = excluded.version, rules = excluded.rules,
                          epoch = excluded.epoch, sequence = excluded.sequence, unknown = excluded.unknown
                        """)
                .param("retailer", document.retailerId())
                .param("version", document.rules().version())
                .param("rules", json.writeValueAsString(document.rules()))
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
        save(new Document(retailerId, told.rules(), epoch, sequence, unknown.isEmpty() ? null : unknown));
    }

    @Override
    public void surrender(String retailerId, long epoch) {
        jdbc.sql("update notification_rules set epoch = :epoch where retailer_id = :retailer")
                .param("epoch", epoch)
                .param("retailer", retailerId)
                .update();
    }

    @Override
    public void tellAgain(String retailerId) {
        row(retailerId).ifPresent(row -> say(AGAIN, row, routing.decide(RoutingKey.ofPublicId(retailerId))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select retailer_id from notification_rules where retailer_id collate "C" > :after
                        order by retailer_id collate "C" limit :limit
                        """)
                .param("after", Objects.requireNonNullElse(after, ""))
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public long countWithParity(int parity) {
        return jdbc.sql("select count(*) from notification_rules where epoch % 2 = :parity")
                .param("parity", parity)
                .query(Long.class)
                .single();
    }

    private Copy copyOf(Document document) {
        return new Copy(document.epoch(), document.sequence(), () -> snapshot(document));
    }

    private ObjectNode snapshot(Document document) {
        ObjectNode known = json.valueToTree(new RulesSnapshot(document.retailerId(), document.rules()));
        JsonNode unknown = document.unknown();
        return unknown == null ? known : new UnknownFields(unknown).mergedInto(known);
    }

    private Document read(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        String unknown = row.getString("unknown");
        return new Document(
                row.getString("retailer_id"),
                json.readValue(row.getString("rules"), NotificationRules.class),
                row.getLong("epoch"),
                row.getLong("sequence"),
                unknown == null ? null : json.readTree(unknown));
    }
}
