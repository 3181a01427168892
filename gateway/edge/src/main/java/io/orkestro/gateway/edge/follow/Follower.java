package io.orkestro.gateway.edge.follow;

import io.orkestro.gateway.edge.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one snapshot fresh, on a thread and a connection of its own: reads it when notified or when a poll finds another
 * version, and all of it after every new connection, since notifications may have been missed. While the database is
 * away, or has something that cannot be understood, the snapshot stands still; it is never emptied.
 */
final class Follower<T> implements Snapshot<T>, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration BETWEEN_ALARMS = Duration.ofMinutes(1);

    private final Source<T> source;
    private final FollowProperties properties;
    private final @Nullable DiskCopy<T> disk;
    private final Clock clock;

    private volatile @Nullable Versioned<T> known;
    private volatile Instant verifiedAt = Instant.EPOCH;
    private volatile Instant steppedBackAt = Instant.EPOCH;
    private final AtomicInteger stepsBack = new AtomicInteger();
    private volatile boolean frozen;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private volatile boolean running;
    private Instant alarmedAt = Instant.EPOCH;

    Follower(Source<T> source, FollowProperties properties, Clock clock) {
        this.source = source;
        this.properties = properties;
        this.disk = properties.directory() == null ? null : new DiskCopy<>(properties.directory(), source);
        this.clock = clock;
    }

    @Override
    public @Nullable T current() {
        Versioned<T> now = known;
        return now == null ? null : now.content();
    }

    @Override
    public Instant verifiedAt() {
        return verifiedAt;
    }

    @Override
    public Instant steppedBackAt() {
        return steppedBackAt;
    }

    String name() {
        return source.name();
    }

    /** Of what is known, or null. */
    @Nullable
    Long version() {
        Versioned<T> now = known;
        return now == null ? null : now.version();
    }

    /** How often the database had a lower version than was known. */
    int stepsBack() {
        return stepsBack.get();
    }

    /** Whether the database is away and the snapshot may be old. */
    boolean isFrozen() {
        return frozen;
    }

    @Override
    public void start() {
        if (disk != null) {
            disk.read().ifPresent(copy -> {
                known = copy;
                log.info("{} version {} from disk, until the database answers", source.name(), copy.version());
            });
        }
        running = true;
        Thread.ofPlatform().daemon().name("follow-" + source.name()).start(this::followForEver);
    }

    @Override
    public void stop() {
        // The thread ends by itself, within a poll.
        running = false;
        stopped.countDown();
        writer.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, so that a start with a good disk copy serves from its first request. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void followForEver() {
        while (running) {
            boolean followed = false;
            try (Connection connection = connect()) {
                // Version and content of one moment: a change in between would otherwise pass unseen.
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                listen(connection);
                readAll(connection);
                followed = true;
                while (running) {
                    if (hasNews(connection)) {
                        readAll(connection);
                    } else {
                        refresh(connection);
                    }
                }
            } catch (SQLException | RuntimeException e) {
                freeze(e);
                if (!followed) {
                    pause();
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", properties.databaseUser());
        settings.setProperty("password", properties.databasePassword());
        settings.setProperty("ApplicationName", "orkestro-edge-" + source.name());
        String seconds = Long.toString(Math.max(1, properties.patience().toSeconds()));
        settings.setProperty("connectTimeout", seconds);
        settings.setProperty("loginTimeout", seconds);
        settings.setProperty("socketTimeout", seconds);
        settings.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(properties.databaseUrl(), settings);
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + source.name());
        }
    }

    /** Whether there was a notification; it waits for one as long as the poll's interval. */
    private boolean hasNews(Connection connection) throws SQLException {
        @Nullable
        PGNotification[] news = connection.unwrap(PGConnection.class).getNotifications((int)
                properties.poll().toMillis());
        return news != null && news.length > 0;
    }

    private void refresh(Connection connection) throws SQLException {
        Versioned<T> now = known;
        Instant asked = clock.instant();
        if (now != null && now.version() == versionIn(connection)) {
            verified(asked);
        } else {
            readAll(connection);
        }
    }

    private void readAll(Connection connection) throws SQLException {
        Instant asked = clock.instant();
        connection.setAutoCommit(false);
        Versioned<T> read = new Versioned<>(versionIn(connection), source.read(connection));
        connection.commit();
        connection.setAutoCommit(true);

        if (!read.equals(known)) {
            watchForAStepBack(read, asked);
            known = read;
            log.info("{} version {}", source.name(), read.version());
            verified(asked);
            if (disk != null) {
                writer.execute(() -> keepOnDisk(read));
            }
        } else {
            verified(asked);
        }
    }

    /** Off the follower's way: a slow disk must not keep the next change waiting. Of several that wait the newest is enough. */
    private void keepOnDisk(Versioned<T> read) {
        if (disk != null && read.equals(known)) {
            disk.write(read);
        }
    }

    /** A restored database is obeyed like any other: it is what people see and edit. But nobody does that unnoticed. */
    private void watchForAStepBack(Versioned<T> read, Instant now) {
        Versioned<T> before = known;
        if (before == null || read.version() > before.version()) {
            return;
        }
        steppedBackAt = now;
        if (read.version() < before.version()) {
            stepsBack.incrementAndGet();
            log.error(
                    "{} went back from version {} to {}: was the database restored? The older one counts from now on",
                    source.name(),
                    before.version(),
                    read.version());
        }
    }

    private long versionIn(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select version from followed_version where name = ?")) {
            query.setString(1, source.name());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("followed_version has no row for " + source.name());
                }
                return row.getLong(1);
            }
        }
    }

    /** @param asked before the question was sent: the answer was true at some moment after it */
    private void verified(Instant asked) {
        verifiedAt = asked;
        if (frozen) {
            frozen = false;
            alarmedAt = Instant.EPOCH;
            log.info("{} follows the database again", source.name());
        }
    }

    private void freeze(Exception reason) {
        if (!running) {
            return;
        }
        frozen = true;
        Instant now = clock.instant();
        if (Duration.between(alarmedAt, now).compareTo(BETWEEN_ALARMS) >= 0) {
            alarmedAt = now;
            Versioned<T> present = known;
            log.error(
                    "{} cannot be read from the database; {}: {}",
                    source.name(),
                    present == null ? "there is none yet" : "it stands still at version " + present.version(),
                    reason.toString());
        }
    }

    private void pause() {
        try {
            boolean _ = stopped.await(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
