package io.orkestro.marketplace.quote;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that couriers with an API of their own are to be asked about: a message's transaction calls nobody.
 *
 * @param <R> what is asked
 */
public final class WaitingRequests<R> {

    /** Longer than all couriers may take. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final String table;
    private final Function<R, String> id;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Traces traces;
    private final DueRows<Traced<R>> due;

    /**
     * @param table with {@code request_id}, {@code request}, {@code due_at} and {@code traceparent}
     * @param id what a request is known by: the same one twice waits once
     */
    public WaitingRequests(
            String table,
            Class<R> type,
            Function<R, String> id,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            Traces traces) {
        this.table = table;
        this.id = id;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.traces = traces;
        this.due = DueRows.of(table, "request_id")
                .rows(
                        "request, traceparent",
                        (row, _) -> new Traced<>(json.readValue(row.getString(1), type), row.getString(2)),
                        LEASE,
                        jdbc,
                        clock);
    }

    public void add(R request) {
        jdbc.sql("""
                        insert into %s (request_id, request, due_at, traceparent)
                        values (?, cast(? as jsonb), ?, ?)
                        on conflict (request_id) do nothing
                        """.formatted(table))
                .param(id.apply(request))
                .param(json.writeValueAsString(request))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(traces.current())
                .update();
    }

    public List<Traced<R>> claim(int most) {
        return due.claim(most);
    }

    /** @return whether it was still waiting, so that it is answered once */
    public boolean take(R request) {
        return jdbc.sql("delete from %s where request_id = ?".formatted(table))
                        .param(id.apply(request))
                        .update()
                == 1;
    }
}
