package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the database lets an edge's user do; that edges need no more, their own tests show. */
@ConsoleTest
class EdgeRightsIT {

    private static final String PASSWORD = "the-edges-password";

    @Autowired
    private Flyway flyway;

    @Autowired
    private JdbcClient owner;

    @Autowired
    private JdbcConnectionDetails server;

    private String user = "";
    private JdbcClient edge = JdbcClient.create(new DriverManagerDataSource());

    @BeforeEach
    void theConsoleKnowsTheEdgesUser() {
        String database =
                owner.sql("select current_database()").query(String.class).single();
        user = database + "_edge";
        owner.sql("create role %s login password '%s'".formatted(user, PASSWORD))
                .update();
        migrateFor(user);
        edge = JdbcClient.create(new DriverManagerDataSource(server.getJdbcUrl(), user, PASSWORD));
    }

    @AfterEach
    void theConsoleKnowsNobodyAgain() {
        migrateFor("");
        owner.sql("drop owned by " + user).update();
        owner.sql("drop role " + user).update();
    }

    /** As a console does that starts with another {@code ORKESTRO_EDGE_DATABASE_USER}. */
    private void migrateFor(String edgeUser) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .placeholders(Map.of("edge-user", edgeUser))
                .load()
                .migrate();
    }

    @Test
    void isTheseSevenAndNoOther() {
        assertThat(owner.sql("""
                        select lower(privilege_type) || ' ' || table_name
                          from information_schema.role_table_grants where grantee = ?
                        """).param(user).query(String.class).list())
                .containsExactlyInAnyOrder(
                        "select api_key",
                        "select api_key_secret",
                        "select routing_table",
                        "select followed_version",
                        "insert traffic",
                        "insert comparison",
                        "insert difference");
        assertThat(edge.sql("select version from followed_version where name = 'routing_table'")
                        .query(Long.class)
                        .single())
                .isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into flag_state values ('DISPATCH', true, 'LIVE', '{}', 1, now(), 'edge', 'mine')",
                "update flag_state set enabled = false",
                "delete from flag_state",
                "update routing_table set version = version + 1",
                "update followed_version set version = version + 1",
                "insert into api_key (id, role, name, created_at, created_by) values ('aaaaaaaaaaaa', 'ops', 'x', now(), 'x')",
                "update api_key set revoked_at = null",
                "insert into api_key_secret values ('aaaaaaaaaaaa', repeat('0', 64), now())",
                "delete from api_key_secret",
                "insert into audit_entry (at, actor, action, subject) values (now(), 'x', 'x', 'x')",
                "update audit_entry set actor = 'somebody'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update guard_move set cleared_at = now()",
                "insert into outbox default values",
                "delete from traffic",
                "update traffic set failed = 0",
            })
    void keepsFlagsKeysAndAuditFromIt(String statement) {
        assertThatThrownBy(() -> edge.sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }
}
