package io.orkestro.monolith.notification.webhook;

import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts a webhook once: signed now, no redirects followed, within the time-out, listening to a kilobyte at most. */
@Component
class WebhookClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_BODY = 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final AddressGuard guard;
    private final SecretBox secrets;
    private final Duration timeout;
    private final Clock clock;

    WebhookClient(AddressGuard guard, SecretBox secrets, WebhookProperties properties, Clock clock) {
        this.guard = guard;
        this.secrets = secrets;
        this.timeout = properties.timeout();
        this.clock = clock;
    }

    Outcome post(DueAttempt attempt) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Optional<String> fault = guard.faultOf(attempt.url());
            if (fault.isEmpty()) {
                fault = guard.faultOfHost(URI.create(attempt.url()).getHost());
            }
            if (fault.isPresent()) {
                return new Outcome.Unanswered("The address " + fault.get(), since(start));
            }
        } catch (UnknownHostException e) {
            return new Outcome.Unanswered("The host is unknown", since(start));
        }
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request(attempt), _ -> new FirstBytes(LONGEST_BODY));
        try {
            HttpResponse<String> response =
                    answer.get(timeout.minus(since(start)).toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome.Answered(response.statusCode(), response.body(), retryAfter(response), since(start));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Outcome.Unanswered("No answer within %d s".formatted(timeout.toSeconds()), since(start));
        } catch (ExecutionException e) {
            return new Outcome.Unanswered(inWords(e.getCause()), since(start));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private HttpRequest request(DueAttempt attempt) {
        Instant now = clock.instant();
        byte[] body = attempt.body().getBytes(StandardCharsets.UTF_8);
        String signatures = attempt.sealedSecrets().stream()
                .map(secret -> WebhookSecret.of(secrets.open(secret)).sign(attempt.webhookId(), now, body))
                .collect(Collectors.joining(" "));
        return HttpRequest.newBuilder(URI.create(attempt.url()))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Orkestro-Webhooks/1")
                .header(WebhookSecret.ID_HEADER, attempt.webhookId())
                .header(WebhookSecret.TIMESTAMP_HEADER, Long.toString(now.getEpochSecond()))
                .header(WebhookSecret.SIGNATURE_HEADER, signatures)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** In seconds or as a date; what is neither is nothing. */
    private @Nullable Duration retryAfter(HttpResponse<?> response) {
        String header = response.headers().firstValue("Retry-After").orElse("").strip();
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
            case HttpConnectTimeoutException _ -> "No connection within %d s".formatted(CONNECT_TIMEOUT.toSeconds());
            case ConnectException _ -> "The connection was refused";
            case null -> "No answer";
            default -> cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
