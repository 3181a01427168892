package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import jakarta.validation.Validator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any courier with an {@code offerUrl}: posts JSON to it, signed with the courier's offer secret (Standard Webhooks).
 *
 * <p>An offer is answered at once by 200 with {@code {"accepted": true, "driver": …}} or {@code {"accepted": false,
 * "reason": …}}, later by any other 2xx and a call to accept or reject, or refused by 409 and 410. Everything else is
 * tried again until the offer runs out. Redirects are not followed. The address is ops' own choice and is not checked
 * against private networks.
 */
@Component
class HttpCourier implements CourierAdapter, DisposableBean {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_REASON = 200;
    private static final String REFUSED = "refused";

    private final JsonMapper json;
    private final SecretBox secrets;
    private final Validator validator;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    HttpCourier(JsonMapper json, SecretBox secrets, Validator validator, Clock clock) {
        this.json = json;
        this.secrets = secrets;
        this.validator = validator;
        this.clock = clock;
    }

    /** What is posted; the same id however often. */
    record Notice(String id, String type, Instant createdAt, String bookingId, String deliveryId, Object data) {}

    /** What may come back with 200. */
    record Answer(
            @Nullable Boolean accepted,
            @Nullable String reason,
            @Nullable Driver driver,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta) {}

    @Override
    public boolean serves(Courier courier) {
        return courier.profile().offerUrl() != null;
    }

    @Override
    public Reply offer(Courier courier, BookingSnapshot booking) {
        try {
            HttpResponse<String> response =
                    post(courier, booking, "booking.offered", booking.id(), BookingResponse.of(booking));
            return replyOf(response);
        } catch (IOException e) {
            return new Reply.Unreachable(e.toString(), null);
        }
    }

    @Override
    public Heard withdraw(Courier courier, BookingSnapshot booking) {
        return tell(courier, booking, "booking.withdrawn", booking.id(), BookingResponse.of(booking));
    }

    @Override
    public Heard message(Courier courier, BookingSnapshot booking, String messageId, String text) {
        return tell(courier, booking, "booking.message", messageId, Map.of("text", text));
    }

    /** Gone and refused are heard too: the courier has nothing to end. */
    private Heard tell(Courier courier, BookingSnapshot booking, String type, String handle, Object data) {
        try {
            int status = post(courier, booking, type, handle, data).statusCode();
            boolean heard = status / 100 == 2 || status == 404 || status == 409 || status == 410;
            return heard ? Heard.YES : Heard.NOT_YET;
        } catch (IOException e) {
            return Heard.NOT_YET;
        }
    }

    private Reply replyOf(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 200) {
            return read(response.body());
        }
        if (status == 409 || status == 410) {
            return new Reply.Refused(REFUSED);
        }
        return status / 100 == 2 ? new Reply.Later() : new Reply.Unreachable("HTTP " + status, null);
    }

    private Reply read(String body) {
        try {
            Answer answer = json.readValue(body, Answer.class);
            if (answer == null || answer.accepted() == null) {
                return new Reply.Later();
            }
            return answer.accepted()
                    ? new Reply.Accepted(acceptance(answer))
                    : new Reply.Refused(answer.reason() == null ? REFUSED : shortened(answer.reason()));
        } catch (JacksonException notAnAnswer) {
            return new Reply.Later();
        }
    }

    /** A yes is a yes; a driver that cannot be so is left out of it. */
    private Acceptance acceptance(Answer answer) {
        Driver driver = answer.driver();
        boolean isSound = driver != null && validator.validate(driver).isEmpty();
        return new Acceptance(isSound ? driver : null, answer.pickupEta(), answer.dropoffEta());
    }

    private static String shortened(String reason) {
        return reason.isBlank() ? REFUSED : reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private HttpResponse<String> post(Courier courier, BookingSnapshot booking, String type, String handle, Object data)
            throws IOException {
        Instant now = clock.instant();
        String id = Ids.derived("ofr", courier.key(), type, handle);
        byte[] body = json.writeValueAsBytes(
                new Notice(id, type, now.truncatedTo(ChronoUnit.MILLIS), booking.id(), booking.deliveryId(), data));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Objects.requireNonNull(courier.profile().offerUrl())))
                .header("Content-Type", "application/json")
                .header("User-Agent", "Orkestro")
                .header(WebhookSecret.ID_HEADER, id)
                .header(WebhookSecret.TIMESTAMP_HEADER, Long.toString(now.getEpochSecond()))
                .header(WebhookSecret.SIGNATURE_HEADER, secretOf(courier).sign(id, now, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return send(request);
    }

    /** A request's own timeout ends with the head of the response; this one with the body. */
    private HttpResponse<String> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
        try {
            return response.get(TOTAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no answer within " + TOTAL, e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private WebhookSecret secretOf(Courier courier) {
        return WebhookSecret.of(secrets.open(courier.offerSecret()));
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
