package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Straight from an application's database: what nobody's API would tell. */
final class Rows {

    private Rows() {}

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A server that others use as well may have no connection to spare for a moment. */
    static <T> List<T> of(Platform platform, Application owner, String query, String argument, Reader<T> reader) {
        return await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> read(platform, owner, query, argument, reader), _ -> true);
    }

    /** Behind everybody's back. */
    static void change(Platform platform, Application owner, String update, String argument) throws SQLException {
        try (Connection connection = platform.stack().databaseOf(owner).connect();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, argument);
            assertThat(statement.executeUpdate()).as(update).isEqualTo(1);
        }
    }

    private static <T> List<T> read(
            Platform platform, Application owner, String query, String argument, Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Connection connection = platform.stack().databaseOf(owner).connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, argument);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(reader.read(found));
                }
            }
        }
        return rows;
    }
}
