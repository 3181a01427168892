package io.orkestro.platform.web.idempotency;

import io.orkestro.platform.web.rehearsal.Rehearsal;
import io.orkestro.platform.web.secret.SecretBox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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
 * show a secret, the one time it is shown, and most name people. A rehearsal is answered from what is kept, and keeps nothing.
 */
public final class IdempotentRequests {

    public static final Duration KEPT = Duration.ofHours(24);

    /** How many answers about one aggregate move with it. */
    public static final int MOST_EXPORTED = 20;

    /** Before a body that was pressed; no Base64 begins so. */
    private static final String PRESSED = "gz.";

    private static final int ROWS_PER_SWEEP = 5_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final JsonMapper json;
    private final SecretBox secrets;
    private final Clock clock;
    private final AnswerListener listener;

    public IdempotentRequests(
            JdbcClient jdbc, TransactionOperations transactions, JsonMapper json, SecretBox secrets, Clock clock) {
        this(jdbc, transactions, json, secrets, clock, (_, _) -> {});
    }

    /** @param listener hears of answers about an aggregate, so that the other side can know them */
    public IdempotentRequests(
            JdbcClient jdbc,
            TransactionOperations transactions,
            JsonMapper json,
            SecretBox secrets,
            Clock clock,
            AnswerListener listener) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * @param request the POST
     * @param useCase what it does, in this transaction; its answer's body is written as JSON
     * @return the use case's answer, or the stored one with {@value PostedRequest#REPLAYED_HEADER}
     */
    public ResponseEntity<?> once(PostedRequest request, Supplier<? extends ResponseEntity<?>> useCase) {
        return run(request, null, useCase);
    }

    /**
     * As {@link #once(PostedRequest, Supplier)}, for a request about one aggregate: its answer moves with it.
     *
     * @param subject the aggregate's id, given or derived
     */
    public ResponseEntity<?> once(
            PostedRequest request, String subject, Supplier<? extends ResponseEntity<?>> useCase) {
        return run(request, subject, useCase);
    }

    /** The answers of the last {@link #KEPT} about an aggregate, the newest first, {@value #MOST_EXPORTED} at most. */
    public List<Answer> answersAbout(String subject) {
        return jdbc.sql("""
                        select scope, key, fingerprint, status, location, body, created_at from answered_request
                        where subject = :subject and status is not null and created_at > :after
                        order by created_at desc limit :most
                        """)
                .param("subject", subject)
                .param("after", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .param("most", MOST_EXPORTED)
                .query((row, _) -> new Answer(
                        row.getString("scope"),
                        row.getString("key"),
                        row.getString("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Answers that the other side gave; what was answered here stays. In the caller's transaction. */
    public void keep(String subject, List<Answer> answers) {
        for (Answer answer : answers) {
            jdbc.sql("""
                            insert into answered_request
                                (scope, key, fingerprint, status, location, body, created_at, subject)
                            values (:scope, :key, :fingerprint, :status, :location, :body, :at, :subject)
                            on conflict (scope, key) do nothing
                            """)
                    .param("scope", answer.scope())
                    .param("key", answer.key())
                    .param("fingerprint", answer.fingerprint())
                    .param("status", answer.status())
                    .param("location", answer.location())
                    .param("body", answer.body())
                    .param("at", answer.at().atOffset(ZoneOffset.UTC))
                    .param("subject", subject)
                    .update();
        }
    }

    private ResponseEntity<?> run(
            PostedRequest request, @Nullable String subject, Supplier<? extends ResponseEntity<?>> useCase) {
        String key = request.key();
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (key == null) {
                return useCase.get();
            }
            if (Rehearsal.isUnderWay()) {
                return rehearse(request, key, useCase);
            }
            Optional<Stored> earlier = claim(request, key);
            return earlier.isPresent() ? replay(earlier.get(), request, key) : answer(request, key, subject, useCase);
        }));
    }

    /** The key is looked for and not taken: whoever comes with it for real must not wait. */
    private ResponseEntity<?> rehearse(
            PostedRequest request, String key, Supplier<? extends ResponseEntity<?>> useCase) {
        Optional<Stored> earlier = stored(request, key, clock.instant().minus(KEPT));
        return earlier.isPresent() ? replay(earlier.get(), request, key) : useCase.get();
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
                              status = null, location = null, body = null, subject = null
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
        return Optional.of(stored(request, key, Instant.EPOCH).orElseThrow());
    }

    private Optional<Stored> stored(PostedRequest request, String key, Instant notBefore) {
        return jdbc.sql("""
                        select fingerprint, status, location, body from answered_request
                        where scope = :scope and key = :key and created_at >= :not_before
                        """)
                .param("scope", request.scope())
                .param("key", key)
                .param("not_before", notBefore.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Stored(
                        row.getString("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body")))
                .optional();
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
                : answer.contentType(MediaType.APPLICATION_JSON).body(opened(stored.body()));
    }

    private ResponseEntity<?> answer(
            PostedRequest request,
            String key,
            @Nullable String subject,
            Supplier<? extends ResponseEntity<?>> useCase) {
        ResponseEntity<?> answer = useCase.get();
        String body = answer.getBody() == null ? null : sealed(json.writeValueAsBytes(answer.getBody()));
        String location = answer.getHeaders().getFirst(HttpHeaders.LOCATION);
        jdbc.sql("""
                        update answered_request set status = :status, location = :location, body = :body, subject = :subject
                        where scope = :scope and key = :key
                        """)
                .param("status", answer.getStatusCode().value())
                .param("location", location)
                .param("body", body)
                .param("subject", subject)
                .param("scope", request.scope())
                .param("key", key)
                .update();
        if (subject != null) {
            int status = answer.getStatusCode().value();
            String fingerprint = request.fingerprint().value();
            listener.answered(
                    subject, new Answer(request.scope(), key, fingerprint, status, location, body, clock.instant()));
        }
        return answer;
    }

    /** Pressed before it is sealed: sealed it would not shrink, and it travels. */
    private String sealed(byte[] body) {
        ByteArrayOutputStream pressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(pressed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return PRESSED + secrets.sealBytes(pressed.toByteArray());
    }

    private byte[] opened(String stored) {
        if (!stored.startsWith(PRESSED)) {
            return secrets.openBytes(stored);
        }
        byte[] pressed = secrets.openBytes(stored.substring(PRESSED.length()));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(pressed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Stored(
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable String body) {}
}
