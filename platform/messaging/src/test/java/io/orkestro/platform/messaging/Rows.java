package io.orkestro.platform.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads outbox rows for the relays that show what goes wrong. */
final class Rows {

    private Rows() {}

    static OutboxRow of(ResultSet row, int index) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                row.getObject("message_id", UUID.class),
                row.getString("exchange"),
                row.getString("routing_key"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("body"),
                row.getInt("attempts"),
                null);
    }
}
