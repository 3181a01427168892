package io.orkestro.gateway.console.traffic;

import io.orkestro.platform.routing.Capability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of requests that both sides were asked: the tables {@code comparison} and {@code difference}. */
@Component
public class Comparisons {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Comparisons(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param route a method and a pattern
     * @param dropped chosen, and not compared
     * @param unanswered chosen, and not answered by the other side
     * @param undecided chosen, and changing all the time on either side
     */
    public record Compared(String route, long compared, long different, long dropped, long unanswered, long undecided) {

        /** Nothing yet. */
        public static Compared none(String route) {
            return new Compared(route, 0, 0, 0, 0, 0);
        }

        public Compared plus(Compared other) {
            return new Compared(
                    route,
                    compared + other.compared,
                    different + other.different,
                    dropped + other.dropped,
                    unanswered + other.unanswered,
                    undecided + other.undecided);
        }
    }

    /** One field of a sample, in both answers. */
    public record Field(String at, String served, String asked) {}

    /** A request that was answered differently. */
    public record Difference(Instant at, String route, String requestId, String servedBy, List<Field> fields) {}

    /** The worst route first. */
    public List<Compared> byRoute(Capability capability, Instant from) {
        return jdbc.sql("select route, sum(compared) as compared, sum(different) as different, sum(dropped) as"
                        + " dropped, sum(unanswered) as unanswered, sum(undecided) as undecided from comparison where"
                        + " capability = :capability and second >= :from group by route order by sum(different)::float8 /"
                        + " greatest(sum(compared), 1) desc, sum(compared) desc, route")
                .param("capability", capability.name())
                .param("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
                .query((row, number) -> new Compared(
                        row.getString("route"),
                        row.getLong("compared"),
                        row.getLong("different"),
                        row.getLong("dropped"),
                        row.getLong("unanswered"),
                        row.getLong("undecided")))
                .list();
    }

    /** The newest first. */
    public List<Difference> samples(Capability capability, Instant from, int limit) {
        return jdbc.sql("select at, route, request_id, served_by, fields from difference where capability ="
                        + " :capability and at >= :from order by at desc limit :limit")
                .param("capability", capability.name())
                .param("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
                .param("limit", limit)
                .query(this::differenceIn)
                .list();
    }

    private Difference differenceIn(ResultSet row, int number) throws SQLException {
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : json.readTree(row.getString("fields"))) {
            fields.add(new Field(text(field, "at"), text(field, "served"), text(field, "asked")));
        }
        return new Difference(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("route"),
                row.getString("request_id"),
                row.getString("served_by"),
                fields);
    }

    private static String text(JsonNode field, String name) {
        JsonNode value = field.path(name);
        return value.isMissingNode() || value.isNull() ? "(nothing)" : value.asString(value.toString());
    }
}
