package io.orkestro.gateway.edge.follow;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something versioned in the gateway's database: a row in {@code followed_version} under {@link #name}, raised in the
 * transaction of every change, and a notification on the channel of the same name.
 */
interface Source<T> {

    /** Name of the version's row, the channel and the file. Lower case and underscores. */
    String name();

    Class<T> type();

    /** Reads all of it, within the caller's transaction. */
    T read(Connection connection) throws SQLException;
}
