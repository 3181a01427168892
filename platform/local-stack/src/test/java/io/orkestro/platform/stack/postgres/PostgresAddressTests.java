package io.orkestro.platform.stack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresAddressTests {

    @Test
    void readsAJdbcUrl() {
        PostgresAddress address =
                PostgresAddress.parse("jdbc:postgresql://db:5433/postgres?user=ada&password=a%26b&sslmode=require");

        assertThat(address.host()).isEqualTo("db");
        assertThat(address.port()).isEqualTo(5433);
        assertThat(address.user()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("a&b");
        assertThat(address.withDatabase("monolith").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5433/monolith?sslmode=require");
    }

    @Test
    void readsAPostgresqlUrl() {
        PostgresAddress address = PostgresAddress.parse("postgresql://ada:secret@db/orders");

        assertThat(address.port()).isEqualTo(5432);
        assertThat(address.user()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/orders");
    }

    @Test
    void knowsNoOtherUrls() {
        assertThatThrownBy(() -> PostgresAddress.parse("jdbc:mysql://db/orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected jdbc:postgresql://");
    }

    @Test
    void keepsItsPasswordToItself() {
        assertThat(PostgresAddress.parse("postgresql://ada:secret@db/orders")).hasToString("ada@db:5432/orders");
    }
}
