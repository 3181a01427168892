package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.intake.order.Mapping;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.dispatch.intake.shop.UnusableAccess;
import io.orkestro.dispatch.store.Stores;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What retailers do with their connections. */
@Component
class ConnectShops {

    /** Shops take a while to sign with a new secret; Shopify says an hour. */
    private static final Duration BOTH_SECRETS = Duration.ofHours(24);

    private final Connections connections;
    private final ConnectionHealth health;
    private final ShopKinds kinds;
    private final Stores stores;
    private final List<ConnectionWatcher> watchers;
    private final String publicUrl;
    private final Clock clock;

    ConnectShops(
            Connections connections,
            ConnectionHealth health,
            ShopKinds kinds,
            Stores stores,
            List<ConnectionWatcher> watchers,
            @Value("${orkestro.public-url}") String publicUrl,
            Clock clock) {
        this.connections = connections;
        this.health = health;
        this.kinds = kinds;
        this.stores = stores;
        this.watchers = watchers;
        this.publicUrl = publicUrl;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    @Transactional
    public ConnectionView connect(String id, String retailerId, NewConnection wanted) {
        Instant now = clock.instant();
        Mapping mapping = new Mapping(
                wanted.storeId(),
                wanted.methods() == null ? List.of() : wanted.methods(),
                wanted.defaultSize() == null ? Item.Size.SMALL : wanted.defaultSize(),
                wanted.preparationMinutes(),
                !Boolean.FALSE.equals(wanted.automatic()),
                wanted.country());
        ShopAccess access = new ShopAccess(
                id, wanted.settings() == null ? Map.of() : wanted.settings(), wanted.secrets(), null, null);
        Connection connection = new Connection(
                id,
                retailerId,
                wanted.kind(),
                wanted.name(),
                mapping,
                wanted.fallbackRate(),
                access,
                false,
                null,
                now,
                now);
        return kept(connection);
    }

    @Transactional
    public ConnectionView change(String retailerId, String id, ConnectionPatch patch) {
        return changed(
                retailerId,
                id,
                connection -> new Connection(
                        id,
                        retailerId,
                        connection.kind(),
                        patch.name() == null ? connection.name() : patch.name(),
                        patch.appliedTo(connection.mapping()),
                        patch.fallbackRate() == null ? connection.fallbackRate() : patch.fallbackRate(),
                        new ShopAccess(
                                id,
                                merged(connection.access().settings(), patch.settings()),
                                merged(connection.access().secrets(), patch.secrets()),
                                connection.access().previousSecret(),
                                connection.access().previousUntil()),
                        connection.isPaused(),
                        connection.refusedAt(),
                        connection.createdAt(),
                        clock.instant()));
    }

    /** Requests may be signed with the secret of before for another day. */
    @Transactional
    public ConnectionView rotate(String retailerId, String id, String signingSecret) {
        return changed(retailerId, id, connection -> {
            ShopAccess access = connection.access();
            String before = access.secret(ShopAccess.SIGNING_SECRET);
            if (signingSecret.equals(before)) {
                return connection;
            }
            Instant now = clock.instant();
            return with(
                    connection,
                    new ShopAccess(
                            id,
                            access.settings(),
                            merged(access.secrets(), Map.of(ShopAccess.SIGNING_SECRET, signingSecret)),
                            before,
                            now.plus(BOTH_SECRETS)),
                    connection.isPaused(),
                    now);
        });
    }

    @Transactional
    public ConnectionView pause(String retailerId, String id) {
        return changed(retailerId, id, connection -> with(connection, connection.access(), true, clock.instant()));
    }

    @Transactional
    public ConnectionView resume(String retailerId, String id) {
        ConnectionView resumed =
                changed(retailerId, id, connection -> with(connection, connection.access(), false, clock.instant()));
        watchers.forEach(watcher -> watcher.resumed(id));
        return resumed;
    }

    /** Its events go with it; its orders stay. */
    @Transactional
    public void disconnect(String retailerId, String id) {
        Connection connection = connections.lock(id, retailerId).orElseThrow(() -> unknown(id));
        connections.remove(connection.id());
    }

    ConnectionView show(String retailerId, String id) {
        return view(connection(retailerId, id));
    }

    Connection connection(String retailerId, String id) {
        return connections.find(id, retailerId).orElseThrow(() -> unknown(id));
    }

    Page<ConnectionView> list(String retailerId, int limit, @Nullable Cursor after) {
        return Page.of(
                        connections.list(retailerId, limit + 1, after),
                        limit,
                        last -> new Cursor(last.createdAt(), last.id()))
                .map(this::view);
    }

    private ConnectionView changed(String retailerId, String id, UnaryOperator<Connection> change) {
        return kept(change.apply(connections.lock(id, retailerId).orElseThrow(() -> unknown(id))));
    }

    private ConnectionView kept(Connection connection) {
        String storeId = Objects.requireNonNull(connection.mapping().storeId());
        if (stores.pickupOf(connection.retailerId(), storeId).isEmpty()) {
            throw new InvalidRequest("storeId", "unknown", "There is no such store");
        }
        try {
            kinds.named(connection.kind()).check(connection.access());
        } catch (UnusableAccess e) {
            throw new InvalidRequest(e.entry(), "invalid_access", String.valueOf(e.getMessage()));
        }
        connections.keep(connection);
        return view(connection);
    }

    private ConnectionView view(Connection connection) {
        return ConnectionView.of(connection, health.of(connection), publicUrl);
    }

    private static Connection with(Connection connection, ShopAccess access, boolean isPaused, Instant now) {
        return new Connection(
                connection.id(),
                connection.retailerId(),
                connection.kind(),
                connection.name(),
                connection.mapping(),
                connection.fallbackRate(),
                access,
                isPaused,
                connection.refusedAt(),
                connection.createdAt(),
                now);
    }

    private static Map<String, String> merged(Map<String, String> entries, @Nullable Map<String, String> changes) {
        Map<String, String> merged = new HashMap<>(entries);
        if (changes != null) {
            merged.putAll(changes);
        }
        return merged;
    }

    private static NotFound unknown(String id) {
        return new NotFound("connection", id);
    }
}
