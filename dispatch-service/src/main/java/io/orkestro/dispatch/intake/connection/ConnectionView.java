package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.consignment.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its retailer sees it; never a secret.
 *
 * @param secrets the names of those that are set
 * @param url where the shop is to send its events
 * @param ratesUrl where the shop's checkout asks for rates; null where it has none to ask
 */
record ConnectionView(
        String id,
        String kind,
        String name,
        Status status,
        @Nullable String storeId,
        List<String> methods,
        Item.Size defaultSize,
        @Nullable Integer preparationMinutes,
        boolean automatic,
        @Nullable String country,
        @Nullable FallbackRate fallbackRate,
        Map<String, String> settings,
        SortedSet<String> secrets,
        String url,
        @Nullable String ratesUrl,
        Health health,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether its events are worked through. */
    enum Status {
        ACTIVE,
        /** They are kept until it goes on. */
        PAUSED
    }

    /**
     * How it goes.
     *
     * @param waiting events that are still to be worked through
     * @param failed events that could not be, and can be replayed
     * @param held orders that need somebody
     * @param lastFailure in words, with {@code lastFailureAt}: of an event, or of telling the shop
     * @param lastRefusedAt when somebody last came with a wrong signature: a forger, or the shop with another secret
     */
    record Health(
            @Nullable Instant lastEventAt,
            int waiting,
            int failed,
            int held,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure,
            @Nullable Instant lastRefusedAt) {}

    static ConnectionView of(Connection connection, Health health, String publicUrl) {
        String url = publicUrl + "/shops/" + connection.id();
        return new ConnectionView(
                connection.id(),
                connection.kind(),
                connection.name(),
                connection.isPaused() ? Status.PAUSED : Status.ACTIVE,
                connection.mapping().storeId(),
                connection.mapping().methods(),
                connection.mapping().defaultSize(),
                connection.mapping().preparationMinutes(),
                connection.mapping().isAutomatic(),
                connection.mapping().country(),
                connection.fallbackRate(),
                connection.access().settings(),
                new TreeSet<>(connection.access().secrets().keySet()),
                url,
                connection.fallbackRate() == null ? null : url + "/rates",
                health,
                connection.createdAt(),
                connection.updatedAt());
    }
}
