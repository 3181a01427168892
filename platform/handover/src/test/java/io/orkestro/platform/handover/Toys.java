package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Something with an id and a list of marks: small, but owned. */
final class Toys implements OwnedKind {

    static final String CHANGED = "toy.changed.v1";

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Outbox outbox;

    Toys(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    record Toy(String id, long epoch, long sequence, List<String> marks, JsonNode unknown) {

        ObjectNode snapshot() {
            ObjectNode snapshot = JSON.createObjectNode().put("id", id);
            snapshot.set("marks", JSON.valueToTree(marks));
            return new UnknownFields(unknown).mergedInto(snapshot);
        }

        Holding holding() {
            return new Holding(epoch, sequence, this::snapshot);
        }
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Capability capability() {
        return Capability.DISPATCH;
    }

    @Override
    public Optional<Holding> lock(String id) {
        return row(id, " for update").map(Toy::holding);
    }

    @Override
    public Optional<Holding> find(String id) {
        return row(id, "").map(Toy::holding);
    }

    Optional<Toy> toy(String id) {
        return row(id, "");
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot) {
        List<String> marks =
                snapshot.path("marks").valueStream().map(JsonNode::asString).toList();
        JsonNode asRead = new Toy(id, epoch, sequence, marks, JSON.createObjectNode()).snapshot();
        write(new Toy(
                id, epoch, sequence, marks, UnknownFields.of(snapshot, asRead).rest()));
    }

    void write(Toy toy) {
        jdbc.sql("""
                        insert into toy (id, epoch, sequence, marks, unknown) values (?, ?, ?, ?, ?::jsonb)
                        on conflict (id) do update set epoch = excluded.epoch, sequence = excluded.sequence,
                            marks = excluded.marks, unknown = excluded.unknown
                        """)
                .params(
                        toy.id(),
                        toy.epoch(),
                        toy.sequence(),
                        toy.marks().toArray(String[]::new),
                        toy.unknown().toString())
                .update();
    }

    @Override
    public void surrender(String id, long epoch) {
        jdbc.sql("update toy set epoch = ? where id = ?").params(epoch, id).update();
    }

    @Override
    public void publish(String id) {
        Toy toy = toy(id).orElseThrow();
        ObjectNode data = JSON.createObjectNode();
        data.set("toy", toy.snapshot());
        outbox.append(
                Message.event("dispatch", CHANGED, id, toy.sequence(), toy.epoch(), Decision.allMonolith(), data));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql("select id from toy where id > ? order by id limit ?")
                .params(after == null ? "" : after, limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public JsonNode snapshotIn(JsonNode eventData) {
        return eventData.path("toy");
    }

    static Toy marked(Toy toy, String mark) {
        List<String> marks = new ArrayList<>(toy.marks());
        marks.add(mark);
        return new Toy(toy.id(), toy.epoch(), toy.sequence() + 1, marks, toy.unknown());
    }

    private Optional<Toy> row(String id, String locking) {
        return jdbc.sql("select epoch, sequence, marks, unknown::text from toy where id = ?" + locking)
                .param(id)
                .query((row, _) -> new Toy(
                        id, row.getLong(1), row.getLong(2), texts(row.getArray(3)), JSON.readTree(row.getString(4))))
                .optional();
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
