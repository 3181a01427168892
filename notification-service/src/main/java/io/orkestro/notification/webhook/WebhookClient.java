package io.orkestro.notification.webhook;

import io.orkestro.platform.web.outside.AddressGuard;
import io.orkestro.platform.web.outside.GuardedHttp;
import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Posts a webhook once: signed now, to an address that was judged, no redirects followed, within the time-out, listening to
 * a kilobyte at most.
 */
@Component
class WebhookClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_BODY = 1024;

    private final CloseableHttpClient http;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final AddressGuard guard;
    private final SecretBox secrets;
    private final Duration timeout;
    private final Clock clock;

    WebhookClient(AddressGuard guard, SecretBox secrets, WebhookProperties properties, Clock clock) {
        this.guard = guard;
        this.secrets = secrets;
        this.timeout = properties.timeout();
        this.clock = clock;
        this.http = GuardedHttp.client(
                guard,
                new GuardedHttp.Manner(
                        "Orkestro-Webhooks/1",
                        CONNECT_TIMEOUT,
                        timeout,
                        properties.parallelism(),
                        properties.parallelism()));
    }

    Outcome post(DueAttempt attempt) throws InterruptedException {
        long start = System.nanoTime();
        Optional<String> fault = guard.faultOf(attempt.url());
        if (fault.isPresent()) {
            return new Outcome.Unanswered("The address " + fault.get(), since(start));
        }
        HttpPost request = request(attempt);
        Future<Outcome> call = calls.submit(() -> call(attempt.url(), request, start));
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abort(request, call);
            return new Outcome.Unanswered("No answer within %d s".formatted(timeout.toSeconds()), since(start));
        } catch (ExecutionException e) {
            return new Outcome.Unanswered(inWords(e.getCause()), since(start));
        } catch (InterruptedException e) {
            abort(request, call);
            throw e;
        }
    }

    private static void abort(HttpPost request, Future<?> call) {
        request.abort();
        call.cancel(true);
    }

    private Outcome call(String url, HttpPost request, long start) throws IOException {
        HttpHost receiver = HttpHost.create(URI.create(url));
        ClassicHttpResponse response = http.executeOpen(receiver, request, null);
        try {
            String body = firstOf(response.getEntity());
            return new Outcome.Answered(response.getCode(), body, retryAfter(response), since(start));
        } finally {
            hangUp(response, request);
        }
    }

    /** Without NUL, which PostgreSQL's text cannot hold. */
    private static String firstOf(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] first = entity.getContent().readNBytes(LONGEST_BODY);
        return new String(first, StandardCharsets.UTF_8).replace("\0", "");
    }

    /** Whoever has more to say is not listened to; where all was heard, the connection is free already. */
    private static void hangUp(ClassicHttpResponse response, HttpPost request) {
        request.abort();
        try {
            response.close();
        } catch (IOException e) {
            log.debug("An answer was cut short", e);
        }
    }

    private HttpPost request(DueAttempt attempt) {
        Instant now = clock.instant();
        byte[] body = attempt.body().getBytes(StandardCharsets.UTF_8);
        String signatures = attempt.sealedSecrets().stream()
                .map(secret -> WebhookSecret.of(secrets.open(secret)).sign(attempt.webhookId(), now, body))
                .collect(Collectors.joining(" "));
        HttpPost request = new HttpPost(attempt.url());
        request.setHeader(WebhookSecret.ID_HEADER, attempt.webhookId());
        request.setHeader(WebhookSecret.TIMESTAMP_HEADER, Long.toString(now.getEpochSecond()));
        request.setHeader(WebhookSecret.SIGNATURE_HEADER, signatures);
        request.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
        return request;
    }

    /** In seconds or as a date; what is neither is nothing. */
    private @Nullable Duration retryAfter(HttpResponse response) {
        String header = response.getFirstHeader("Retry-After") == null
                ? ""
                : response.getFirstHeader("Retry-After").getValue().strip();
        if (header.isEmpty() || header.length() > 40) {
            return null;
        }
        try {
            return header.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException | NumberFormatException | ArithmeticException neither) {
            return null;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String inWords(@Nullable Throwable cause) {
        return switch (cause) {
            case AddressGuard.PrivateAddress fault -> "The address " + fault.getMessage();
            case UnknownHostException _ -> "The host is unknown";
            case ConnectTimeoutException _ -> "No connection within %d s".formatted(CONNECT_TIMEOUT.toSeconds());
            case ConnectException _ -> "The connection was refused";
            case null -> "No answer";
            default -> cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        };
    }

    @Override
    public void close() throws IOException {
        calls.shutdownNow();
        http.close();
    }
}
