package io.orkestro.gateway.edge.follow;

import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console's routing table, read whole or not at all: a stage this edge does not know would otherwise become a guess.
 * Fields it does not know are a newer console's and change nothing here.
 */
final class RoutingTableSource implements Source<RoutingTable> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    @Override
    public String name() {
        return "routing_table";
    }

    @Override
    public Class<RoutingTable> type() {
        return RoutingTable.class;
    }

    @Override
    public RoutingTable read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select document from routing_table");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("routing_table has no row yet");
            }
            return tableIn(row.getString("document"));
        }
    }

    static RoutingTable tableIn(String document) {
        try {
            return JSON.readValue(document, RoutingDocument.class).toTable();
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException("The routing table's document makes no sense: " + e.getMessage(), e);
        }
    }
}
