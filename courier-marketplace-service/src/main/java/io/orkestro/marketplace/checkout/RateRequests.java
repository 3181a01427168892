package io.orkestro.marketplace.checkout;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Questions that wait for couriers: a message's transaction calls nobody. */
@Component
class RateRequests {

    /** Whoever asked has left long before; one that is found again is dropped. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Traces traces;
    private final DueRows<Traced<RatesRequestedMessage>> due;

    RateRequests(JdbcClient jdbc, JsonMapper json, Clock clock, Traces traces) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.traces = traces;
        this.due = DueRows.of("rate_request", "request_id")
                .rows(
                        "request, traceparent",
                        (row, _) -> new Traced<>(
                                json.readValue(row.getString(1), RatesRequestedMessage.class), row.getString(2)),
                        LEASE,
                        jdbc,
                        clock);
    }

    void add(RatesRequestedMessage request) {
        jdbc.sql("""
                        insert into rate_request (request_id, request, due_at, traceparent)
                        values (?, cast(? as jsonb), ?, ?)
                        on conflict (request_id) do nothing
                        """)
                .param(request.requestId())
                .param(json.writeValueAsString(request))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(traces.current())
                .update();
    }

    List<Traced<RatesRequestedMessage>> claim(int most) {
        return due.claim(most);
    }

    /** @return whether it was still waiting, so that it is answered once */
    boolean take(String requestId) {
        return jdbc.sql("delete from rate_request where request_id = ?")
                        .param(requestId)
                        .update()
                == 1;
    }
}
