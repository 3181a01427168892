package io.orkestro.marketplace.quote;

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

/** Dispatch's requests that couriers with an API of their own are to be asked about: a message's transaction calls nobody. */
@Component
class WaitingRequests {

    /** Longer than all couriers may take. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final DueRows<Traced<QuotesRequestedMessage>> due;
    private final Traces traces;

    WaitingRequests(JdbcClient jdbc, JsonMapper json, Clock clock, Traces traces) {
        this.traces = traces;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.due = DueRows.of("quote_request", "request_id")
                .rows(
                        "request, traceparent",
                        (row, _) -> new Traced<>(request(row.getString(1)), row.getString(2)),
                        LEASE,
                        jdbc,
                        clock);
    }

    void add(QuotesRequestedMessage request) {
        jdbc.sql("""
                        insert into quote_request (request_id, request, due_at, traceparent)
                        values (?, cast(? as jsonb), ?, ?)
                        on conflict (request_id) do nothing
                        """)
                .param(request.requestId())
                .param(json.writeValueAsString(request))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(traces.current())
                .update();
    }

    List<Traced<QuotesRequestedMessage>> claim(int most) {
        return due.claim(most);
    }

    /** @return whether it was still waiting, so that it is answered once */
    boolean take(String requestId) {
        return jdbc.sql("delete from quote_request where request_id = ?")
                        .param(requestId)
                        .update()
                == 1;
    }

    private QuotesRequestedMessage request(String text) {
        return json.readValue(text, QuotesRequestedMessage.class);
    }
}
