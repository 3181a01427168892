package io.orkestro.marketplace.quote;

import io.orkestro.platform.messaging.DueRows;
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
    private final DueRows<QuotesRequestedMessage> due;

    WaitingRequests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.due = DueRows.of("quote_request", "request_id")
                .rows("request", (row, _) -> request(row.getString(1)), LEASE, jdbc, clock);
    }

    void add(QuotesRequestedMessage request) {
        jdbc.sql("""
                        insert into quote_request (request_id, request, due_at) values (?, cast(? as jsonb), ?)
                        on conflict (request_id) do nothing
                        """)
                .params(
                        request.requestId(),
                        json.writeValueAsString(request),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    List<QuotesRequestedMessage> claim(int most) {
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
