package io.orkestro.platform.web.idempotency;

import io.orkestro.platform.web.secret.SecretBox;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a POST once per key. The key, what the use case changed and the answer commit together, so a crash leaves all
 * or nothing; a second request with the key waits for the first and then gets its answer. Refused and failed requests
 * are rolled back with their key, so they can be repeated. Keys live for {@link #KEPT}. Answers are kept sealed: some
 * show a secret, the one time it is shown, and most name people.
 */
public final class IdempotentRequests {

    public static final Duration KEPT = Duration.ofHours(24);

    private static final int ROWS_PER_SWEEP = 5_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final JsonMapper json;
    private final SecretBox secrets;
    private final Clock clock;

    public IdempotentRequests(
            JdbcClient jdbc, TransactionOperations transactions, JsonMapper json, SecretBox secrets, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * @param request the POST
     * @param useCase what it does, in this transaction; its answer's body is written as JSON
     * @return the use case's answer, or the stored one with {@value PostedRequest#REPLAYED_HEADER}
     */
    public ResponseEntity<?> once(PostedRequest request, Supplier<? extends ResponseEntity<?>> useCase) {
        String key = request.key();
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (key == null) {
                return useCase.get();
            }
            Optional<Stored> earlier = claim(request, key);
            return earlier.isPresent() ? replay(earlier.get(), request, key) : answer(request, key, useCase);
        }));
    }

    /** Deletes keys past their life; called by a timer. */
    public int sweep() {
        return jdbc.sql("""
                        delete from answered_request
                        where (scope, key) in (select scope, key from answered_request
                                               where created_at < :before limit :rows)
                        """)
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .param("rows", ROWS_PER_SWEEP)
                .update();
    }

    private Optional<Stored> claim(PostedRequest request, String key) {
        Instant now = clock.instant();
        int inserted = jdbc.sql("""
                        insert into answered_request (scope, key, fingerprint, created_at)
                        values (:scope, :key, :fingerprint, :now)
                        on conflict (scope, key) do update
                          set fingerprint = excluded.fingerprint, created_at = excluded.created_at,
                              status = null, location = null, body = null
                          where answered_request.created_at < :before
                        """)
                .param("scope", request.scope())
                .param("key", key)
                .param("fingerprint", request.fingerprint().value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 1) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql(
                        "select fingerprint, status, location, body from answered_request where scope = :scope and key = :key")
                .param("scope", request.scope())
                .param("key", key)
                .query((row, _) -> new Stored(
                        row.getString("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body")))
                .single());
    }

    private ResponseEntity<?> replay(Stored stored, PostedRequest request, String key) {
        if (!stored.fingerprint().equals(request.fingerprint().value())) {
            throw new KeyReused(key);
        }
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(stored.status()).header(PostedRequest.REPLAYED_HEADER, "true");
        if (stored.location() != null) {
            answer.location(URI.create(stored.location()));
        }
        return stored.body() == null
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON)
                        .body(secrets.open(stored.body()).getBytes(StandardCharsets.UTF_8));
    }

    private ResponseEntity<?> answer(PostedRequest request, String key, Supplier<? extends ResponseEntity<?>> useCase) {
        ResponseEntity<?> answer = useCase.get();
        String body = answer.getBody() == null ? null : secrets.seal(json.writeValueAsString(answer.getBody()));
        jdbc.sql("""
                        update answered_request set status = :status, location = :location, body = :body
                        where scope = :scope and key = :key
                        """)
                .param("status", answer.getStatusCode().value())
                .param("location", answer.getHeaders().getFirst(HttpHeaders.LOCATION))
                .param("body", body)
                .param("scope", request.scope())
                .param("key", key)
                .update();
        return answer;
    }

    private record Stored(
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable String body) {}
}
