package io.orkestro.dispatch.intake.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Connections as they are; or, where the database does not say so at once, as they were when they were last asked for. For
 * shops that wait at a checkout.
 */
@Component
public class RememberedConnections implements DisposableBean {

    private static final Duration AT_ONCE = Duration.ofMillis(250);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final Connections connections;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<String, Connection> seen =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    RememberedConnections(Connections connections) {
        this.connections = connections;
    }

    public Optional<Connection> find(String id) {
        Connection remembered = seen.getIfPresent(id);
        if (remembered == null) {
            return keep(id, connections.find(id));
        }
        Future<Optional<Connection>> asked = threads.submit(() -> keep(id, connections.find(id)));
        try {
            return asked.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return Optional.of(remembered);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataAccessException || e.getCause() instanceof TransactionException) {
                return Optional.of(remembered);
            }
            throw new IllegalStateException("The connection cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(remembered);
        }
    }

    private Optional<Connection> keep(String id, Optional<Connection> found) {
        found.ifPresentOrElse(connection -> seen.put(id, connection), () -> seen.invalidate(id));
        return found;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
