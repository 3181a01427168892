package io.orkestro.marketplace.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Calls couriers' APIs: JSON over HTTPS with a token, within the caller's deadline, answers of at most
 * {@value #LONGEST_ANSWER} bytes, no redirects. A token that the courier no longer takes is replaced once per call.
 * What goes over the wire is not logged, and is in no exception: it is full of people.
 */
public final class CourierHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);
    private static final int UNAUTHORIZED = 401;

    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(always -> always.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final Clock clock;
    private final AccessTokens tokens;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public CourierHttp(Clock clock) {
        this.clock = clock;
        this.tokens = new AccessTokens(clock);
    }

    public Answer get(ClientCredentials credentials, URI uri, Deadline deadline) throws CourierUnreachable {
        return call(credentials, HttpRequest.newBuilder(uri).GET(), deadline);
    }

    /**
     * @param body written as JSON, without what is null; nothing is posted where it is null
     */
    public Answer post(ClientCredentials credentials, URI uri, @Nullable Object body, Deadline deadline)
            throws CourierUnreachable {
        BodyPublisher content =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(content);
        return call(credentials, request, deadline);
    }

    /** JSON as text, for APIs that want JSON within JSON. */
    public String write(Object value) {
        return json.writeValueAsString(value);
    }

    /** Missing where it is not JSON. */
    public JsonNode read(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private Answer call(ClientCredentials credentials, HttpRequest.Builder request, Deadline deadline)
            throws CourierUnreachable {
        String token = token(credentials, null, deadline);
        Answer answer = send(request.setHeader("Authorization", "Bearer " + token), deadline);
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        String another = token(credentials, token, deadline);
        Answer again = send(request.setHeader("Authorization", "Bearer " + another), deadline);
        if (again.status() == UNAUTHORIZED) {
            throw new CourierUnreachable("does not take a token it has just issued");
        }
        return again;
    }

    private String token(ClientCredentials credentials, @Nullable String refused, Deadline deadline)
            throws CourierUnreachable {
        return tokens.token(credentials, refused, deadline, () -> issued(credentials, deadline));
    }

    private AccessTokens.Issued issued(ClientCredentials credentials, Deadline deadline) throws CourierUnreachable {
        String form = form(Map.of(
                "grant_type", "client_credentials",
                "client_id", credentials.clientId(),
                "client_secret", credentials.clientSecret(),
                "scope", credentials.scope()));
        Answer answer = send(
                HttpRequest.newBuilder(credentials.tokenUrl())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                deadline);
        if (!answer.isSuccess()) {
            throw new CourierUnreachable("no token: HTTP " + answer.status(), answer.retryAfter());
        }
        JsonNode token = answer.body().path("access_token");
        BigDecimal seconds = Json.number(answer.body().path("expires_in"));
        if (!token.isString() || token.stringValue().isBlank() || seconds == null || seconds.signum() <= 0) {
            throw new CourierUnreachable("no token: malformed answer");
        }
        long lifetime =
                seconds.min(BigDecimal.valueOf(LONGEST_LIFE.toSeconds())).longValue();
        return new AccessTokens.Issued(token.stringValue(), Duration.ofSeconds(lifetime));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** A request's own timeout ends with the head of the response; this one with the body. */
    private Answer send(HttpRequest.Builder builder, Deadline deadline) throws CourierUnreachable {
        HttpRequest request = builder.setHeader("Accept", "application/json")
                .setHeader("User-Agent", "Orkestro")
                .build();
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return answer(response.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new CourierUnreachable("no answer in time");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new CourierUnreachable(
                    cause instanceof IOException ? cause.getClass().getSimpleName() : "the call failed");
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new CourierUnreachable("interrupted");
        }
    }

    private Answer answer(HttpResponse<byte[]> response) {
        Duration retryAfter =
                response.headers().firstValue("Retry-After").map(this::wait).orElse(null);
        return new Answer(response.statusCode(), read(response.body()), retryAfter);
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); at most {@link #LONGEST_WAIT}. */
    private @Nullable Duration wait(String retryAfter) {
        try {
            Duration wait = retryAfter.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException | ArithmeticException | NumberFormatException unreadable) {
            return null;
        }
    }

    /** Now, by the clock that the tokens go by. */
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
