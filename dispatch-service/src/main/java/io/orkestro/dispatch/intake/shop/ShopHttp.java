package io.orkestro.dispatch.intake.shop;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orkestro.platform.web.outside.AddressGuard;
import io.orkestro.platform.web.outside.GuardedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Calls shops: JSON, to addresses that were judged, no redirects, within the time-out, answers of two megabytes at most.
 * What goes over the wire is not logged, and is in no exception: it is full of people.
 */
@Component
public class ShopHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 2 * 1024 * 1024;
    private static final int MOST_CALLS = 64;
    private static final int MOST_CALLS_TO_ONE = 8;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(always -> always.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final AddressGuard guard;
    private final Duration timeout;
    private final CloseableHttpClient http;

    ShopHttp(IntakeProperties properties) {
        this.guard = new AddressGuard(properties.allowPrivateAddresses());
        this.timeout = properties.timeout();
        this.http = GuardedHttp.client(
                guard, new GuardedHttp.Manner("Orkestro-Intake/1", CONNECT, timeout, MOST_CALLS, MOST_CALLS_TO_ONE));
    }

    /**
     * What a shop said.
     *
     * @param body missing where it is not JSON
     */
    public record Answer(int status, JsonNode body) {}

    /**
     * Whether a retailer may name this address.
     *
     * @throws UnusableAccess where not
     */
    public void check(String entry, String url) {
        Optional<String> fault = guard.faultOf(url);
        if (fault.isPresent()) {
            throw new UnusableAccess(entry, fault.get());
        }
    }

    /**
     * @param headers who we are, above all
     * @param body as JSON; null is none
     * @return whatever it says, unless it is "later" or "I cannot"
     * @throws ShopAway where it does not answer, or answers 408, 425, 429 or 5xx
     */
    public Answer call(String method, String url, Map<String, String> headers, @Nullable Object body) {
        Optional<String> fault = guard.faultOf(url);
        if (fault.isPresent()) {
            throw new ShopRefused("The shop's address " + fault.get());
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url));
        request.setHeader("Accept", "application/json");
        headers.forEach(request::setHeader);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(json.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
        }
        Future<Answer> call = calls.submit(() -> http.execute(request, ShopHttp.this::answer));
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            request.abort();
            throw new ShopAway("The shop does not answer within %d s".formatted(timeout.toSeconds()), null);
        } catch (ExecutionException e) {
            throw inWords(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            request.abort();
            Thread.currentThread().interrupt();
            throw new ShopAway("The call was interrupted", null);
        }
    }

    private Answer answer(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw new ShopAway("The shop answers HTTP " + status, retryAfter(response));
        }
        byte[] body = response.getEntity() == null
                ? new byte[0]
                : response.getEntity().getContent().readNBytes(LONGEST_ANSWER);
        return new Answer(status, parsed(body));
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static RuntimeException inWords(Throwable cause) {
        return switch (cause) {
            case ShopAway away -> away;
            case AddressGuard.PrivateAddress _ -> new ShopRefused("The shop's address leads to a private network");
            case UnknownHostException _ -> new ShopAway("The shop's host is unknown", null);
            case IOException io ->
                new ShopAway("The shop cannot be reached: " + io.getClass().getSimpleName(), null);
            default -> new IllegalStateException("A call to a shop failed", cause);
        };
    }

    /** In seconds; what is no number is nothing. */
    private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null || !header.getValue().matches("[0-9]{1,6}(\\.[0-9]+)?")) {
            return null;
        }
        Duration asked = Duration.ofMillis((long) (Double.parseDouble(header.getValue()) * 1000));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    @Override
    public void close() throws IOException {
        calls.shutdownNow();
        http.close();
    }
}
