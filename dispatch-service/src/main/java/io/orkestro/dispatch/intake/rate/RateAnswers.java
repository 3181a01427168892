package io.orkestro.dispatch.intake.rate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings answers to whoever waits. During a deployment two instances share a queue, and one may be handed what the other
 * waits for: then the answer goes by a row, which those who wait look for.
 */
@Component
class RateAnswers {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(RateAnswers.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, CompletableFuture<RatesReadyMessage>> awaited = new ConcurrentHashMap<>();
    private final Semaphore looking = new Semaphore(1);
    private volatile long lookedAt = System.nanoTime();

    RateAnswers(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** To be said before the question is asked, as its answer may be quick. */
    void expect(String requestId) {
        awaited.put(requestId, new CompletableFuture<>());
    }

    /** Nobody waits for it any more. */
    void forget(String requestId) {
        awaited.remove(requestId);
    }

    /** For whoever waits for it here, or else for the other instance. In the message's transaction. */
    void arrived(RatesReadyMessage answer) {
        CompletableFuture<RatesReadyMessage> waiting = awaited.get(answer.requestId());
        if (waiting != null) {
            waiting.complete(answer);
            return;
        }
        jdbc.sql("""
                        insert into rate_answer (request_id, answer, answered_at) values (?, cast(? as jsonb), ?)
                        on conflict (request_id) do nothing
                        """)
                .param(answer.requestId())
                .param(json.writeValueAsString(answer))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Outside any transaction. Empty where it does not come in time. */
    Optional<RatesReadyMessage> await(String requestId, Instant until) throws InterruptedException {
        CompletableFuture<RatesReadyMessage> answer = awaited.get(requestId);
        if (answer == null) {
            throw new IllegalStateException(requestId + " is not expected");
        }
        while (true) {
            Duration left = Duration.between(clock.instant(), until);
            if (!left.isPositive()) {
                return Optional.empty();
            }
            try {
                long wait = Math.min(left.toNanos(), LOOK_EVERY.toNanos());
                return Optional.of(answer.get(wait, TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                look();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("Answers do not fail", impossible);
            }
        }
    }

    /** One of all who wait looks for all of them. */
    private void look() {
        if (System.nanoTime() - lookedAt < LOOK_EVERY.toNanos() || !looking.tryAcquire()) {
            return;
        }
        try {
            lookedAt = System.nanoTime();
            jdbc.sql("select answer from rate_answer where request_id = any(?)")
                    .param(awaited.keySet().toArray(String[]::new))
                    .query((row, _) -> json.readValue(row.getString(1), RatesReadyMessage.class))
                    .list()
                    .forEach(found -> {
                        CompletableFuture<RatesReadyMessage> waiting = awaited.get(found.requestId());
                        if (waiting != null) {
                            waiting.complete(found);
                        }
                    });
        } catch (DataAccessException | TransactionException e) {
            log.debug("Answers are not looked for now", e);
        } finally {
            looking.release();
        }
    }

    @Scheduled(fixedDelay = 30_000, initialDelay = 30_000)
    void forgetOld() {
        jdbc.sql("delete from rate_answer where answered_at < ?")
                .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
