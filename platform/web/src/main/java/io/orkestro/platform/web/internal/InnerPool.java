package io.orkestro.platform.web.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The application's data source, with a few connections set apart for the inner door: a pool that retailers have drained
 * delays no claim, and peers that claim a lot take no connection from retailers.
 */
final class InnerPool extends AbstractDataSource implements DisposableBean {

    static final int CONNECTIONS = 8;
    /** Less than a claimant waits. */
    private static final long WAIT_MILLIS = 750;

    private final HikariDataSource everybodys;
    private final HikariDataSource inner;

    /** @param everybodys the pool as the application is configured with it; the inner one goes to the same database */
    InnerPool(HikariDataSource everybodys) {
        this.everybodys = everybodys;
        HikariConfig config = new HikariConfig();
        everybodys.copyStateTo(config);
        config.setPoolName("inner-door");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        // The database may come later than the application.
        config.setInitializationFailTimeout(-1);
        this.inner = new HikariDataSource(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return present().getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return present().getConnection(username, password);
    }

    private HikariDataSource present() {
        return InternalDoor.isEntered() ? inner : everybodys;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(everybodys) ? type.cast(everybodys) : everybodys.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(everybodys) || everybodys.isWrapperFor(type);
    }

    @Override
    public void destroy() {
        inner.close();
        everybodys.close();
    }
}
