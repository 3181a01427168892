package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console gets no connection to its database any more. */
@ConsoleTest
class DatabaseAwayIT {

    private static final String SO = "The gateway’s database is away";

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    private final List<Connection> taken = new ArrayList<>();
    private HikariDataSource pool = new HikariDataSource();
    private Browser admin = new Browser(0);
    private long patience;

    @BeforeEach
    void login() throws Exception {
        admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
        pool = database.unwrap(HikariDataSource.class);
        patience = pool.getConnectionTimeout();
        pool.getHikariConfigMXBean().setConnectionTimeout(250);
    }

    @AfterEach
    void itIsBack() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
        pool.getHikariConfigMXBean().setConnectionTimeout(patience);
    }

    /** Also those that something in the background has had until now. */
    private void takeAllConnections() throws SQLException {
        try {
            while (true) {
                taken.add(pool.getConnection());
            }
        } catch (SQLTransientConnectionException none) {
            // That is what was wanted.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index", "/edit?f=DISPATCH", "/migration", "/migration/dispatch", "/keys", "/audit"})
    void everyPageSaysSo(String path) {
        await().untilAsserted(() -> {
            takeAllConnections();
            HttpResponse<String> page = admin.open(path);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains(SO, "Requests go on", "Log out");
        });
    }

    @Test
    void aFormThatIsSentHearsItToo() {
        await().untilAsserted(() -> {
            takeAllConnections();
            admin.open("/index");
            HttpResponse<String> page =
                    admin.send("/edit", Map.of("f", "DISPATCH", "version", "0", "reason", "kill switch"));
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains(SO);
        });
    }
}
