package io.orkestro.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.postgres.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresForTestsIT {

    @Test
    void theEmbeddedOneRunsWithoutDockerAndGivesFreshDatabases() throws SQLException {
        PostgresAddress server = PostgresForTests.embedded();

        PostgresAddress one = PostgresForTests.freshDatabase(server, "one");
        PostgresAddress other = PostgresForTests.freshDatabase(server, "other");
        one.execute("CREATE TABLE delivery (id text)");

        assertThat(tablesIn(one)).isEqualTo(1);
        assertThat(tablesIn(other)).isZero();
    }

    @Test
    void aNamedOneIsUsedUnderItsJdbcUrl() throws SQLException {
        PostgresAddress server = PostgresForTests.embedded();
        String url = "jdbc:postgresql://%s:%d/postgres?user=postgres".formatted(server.host(), server.port());

        PostgresAddress database = PostgresForTests.freshDatabase(PostgresAddress.parse(url), "named");

        assertThat(tablesIn(database)).isZero();
    }

    private static int tablesIn(PostgresAddress database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
