package io.orkestro.tracking;

import io.orkestro.platform.routing.RoutingKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells whoever looks at a delivery that it has changed, after the commit, on every instance of the service: by the
 * database's own notifications, heard on a connection of its own. A hint to read anew, no more; after that connection was
 * lost everybody gets one, for something may have been missed.
 */
@Component
public final class Changes implements SmartLifecycle {

    private static final String CHANNEL = "tracking_changes";

    /** A notification's text may have 7,999 bytes; an id has less than a hundred. */
    private static final int IDS_PER_NOTIFICATION = 75;

    /** Of one delivery nobody is told more often. */
    private static final Duration BETWEEN_TWO = Duration.ofMillis(200);

    /** After which it is asked whether the connection still lives. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final JdbcClient jdbc;
    private final JdbcConnectionDetails database;
    private final Map<String, List<Consumer<String>>> byDelivery = new ConcurrentHashMap<>();
    private final Map<RoutingKey, List<Consumer<String>>> byKey = new ConcurrentHashMap<>();
    private volatile boolean running;
    private CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Connection listening;

    Changes(JdbcClient jdbc, JdbcConnectionDetails database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /** Ends with {@link #close}. */
    public interface Watch extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * @param onChange called in a thread of its own after status, details, timeline, position or estimate changed: after the
     *     first change at once, then at most five times a second, and perhaps for nothing
     */
    public Watch watch(String deliveryId, Runnable onChange) {
        return watch(byDelivery, deliveryId, _ -> onChange.run());
    }

    /**
     * As {@link #watch}, for all deliveries of a retailer.
     *
     * @param onChange gets the delivery's id; empty where any of them may have changed
     */
    public Watch watchAll(RoutingKey key, Consumer<String> onChange) {
        return watch(byKey, key, onChange);
    }

    private static <K> Watch watch(Map<K, List<Consumer<String>>> watches, K key, Consumer<String> onChange) {
        watches.compute(key, (_, present) -> {
            List<Consumer<String>> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(onChange);
            return all;
        });
        return () -> watches.computeIfPresent(key, (_, present) -> {
            present.remove(onChange);
            return present.isEmpty() ? null : present;
        });
    }

    /** Within the transaction that changes them; told when it commits, if it does. */
    public void changed(Collection<String> deliveryIds) {
        List<String> ids = List.copyOf(deliveryIds);
        for (int from = 0; from < ids.size(); from += IDS_PER_NOTIFICATION) {
            jdbc.sql("select pg_notify(?, ?)")
                    .params(
                            CHANNEL,
                            String.join(" ", ids.subList(from, Math.min(ids.size(), from + IDS_PER_NOTIFICATION))))
                    .query((_, _) -> true)
                    .list();
        }
    }

    @Override
    public void start() {
        running = true;
        stopped = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("tracking-changes").start(this::listenForEver);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        Connection connection = listening;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The connection for changes does not close", e);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void listenForEver() {
        while (running) {
            try (Connection connection = connect()) {
                listening = connection;
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + CHANNEL);
                }
                everythingMayHaveChanged();
                hear(connection);
            } catch (SQLException | RuntimeException e) {
                if (running) {
                    log.warn("Changes of deliveries are not heard of, and will be again: {}", e.getMessage());
                }
            } finally {
                listening = null;
            }
            pause(PAUSE);
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        LatelyTold lately = new LatelyTold(BETWEEN_TWO);
        long heardAt = System.nanoTime();
        while (running) {
            Duration wait = lately.untilNext(System.nanoTime(), LONGEST_SILENCE);
            @Nullable PGNotification[] news = postgres.getNotifications((int) Math.max(1, wait.toMillis()));
            long now = System.nanoTime();
            Set<String> changed = watchedIn(news);
            if (news != null && news.length > 0) {
                heardAt = now;
            } else if (now - heardAt >= LONGEST_SILENCE.toNanos()) {
                if (!connection.isValid(2)) {
                    throw new SQLException("the connection is dead");
                }
                heardAt = now;
            }
            lately.toTell(changed, now).forEach(this::tell);
        }
    }

    private Set<String> watchedIn(@Nullable PGNotification @Nullable [] news) {
        Set<String> ids = new LinkedHashSet<>();
        if (news != null) {
            for (PGNotification one : news) {
                if (one != null) {
                    ids.addAll(Arrays.asList(one.getParameter().split(" ")));
                }
            }
        }
        ids.removeIf(id -> !isWatched(id));
        return ids;
    }

    /** Whoever begins to watch reads after that, so what was before is not missed. */
    private boolean isWatched(String deliveryId) {
        return byDelivery.containsKey(deliveryId)
                || RoutingKey.inPublicId(deliveryId).filter(byKey::containsKey).isPresent();
    }

    private void tell(String deliveryId) {
        tell(byDelivery.get(deliveryId), deliveryId);
        RoutingKey.inPublicId(deliveryId).ifPresent(key -> tell(byKey.get(key), deliveryId));
    }

    private static void tell(@Nullable List<Consumer<String>> watches, String deliveryId) {
        if (watches == null) {
            return;
        }
        watches.forEach(watch -> Thread.ofVirtual().name("tracking-change").start(() -> {
            try {
                watch.accept(deliveryId);
            } catch (RuntimeException e) {
                log.debug("Who watches {} failed to look", deliveryId, e);
            }
        }));
    }

    private void everythingMayHaveChanged() {
        byDelivery.forEach((deliveryId, watches) -> tell(watches, deliveryId));
        byKey.forEach((_, watches) -> tell(watches, ""));
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", Objects.requireNonNullElse(database.getUsername(), ""));
        settings.setProperty("password", Objects.requireNonNullElse(database.getPassword(), ""));
        settings.setProperty("ApplicationName", "tracking-changes");
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "5");
        settings.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), settings);
    }

    private void pause(Duration duration) {
        try {
            stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
