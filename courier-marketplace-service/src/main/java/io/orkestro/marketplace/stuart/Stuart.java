package io.orkestro.marketplace.stuart;

import io.orkestro.marketplace.adapter.Answer;
import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierHttp;
import io.orkestro.marketplace.adapter.CourierProvider;
import io.orkestro.marketplace.adapter.CourierUnreachable;
import io.orkestro.marketplace.adapter.Deadline;
import io.orkestro.marketplace.adapter.Inbound;
import io.orkestro.marketplace.adapter.InvalidCourierAccount;
import io.orkestro.marketplace.adapter.Json;
import io.orkestro.marketplace.adapter.LiveQuote;
import io.orkestro.marketplace.adapter.OfferReply;
import io.orkestro.marketplace.adapter.OfferedJob;
import io.orkestro.marketplace.adapter.Signatures;
import io.orkestro.marketplace.adapter.WithdrawalReply;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Stuart. A price has no name and no end there, so we give it one. A job's number may change under us, its reference never
 * does: that is our booking's id, and Stuart refuses a second job with it, which is what makes a repeated offer harmless.
 * Webhooks are not signed: a key of ours in a header says who sent them, and TLS that nobody changed them.
 */
@Component
class Stuart implements CourierProvider {

    private static final Duration PRICE_HOLDS = Duration.ofMinutes(5);
    private static final String REFUSED = "refused";
    private static final String MALFORMED = "malformed answer";
    private static final BigDecimal LARGEST_FEE = BigDecimal.valueOf(100_000_000);
    private static final BigDecimal LONGEST_ETA =
            BigDecimal.valueOf(Duration.ofDays(31).toSeconds());
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Set<String> CALLED_OFF = Set.of("canceled", "cancelled", "expired", "voided");

    private final CourierHttp http;

    Stuart(CourierHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return "stuart";
    }

    @Override
    public void check(CourierAccount account) {
        StuartAccount.of(account);
    }

    @Override
    public LiveQuote quote(CourierAccount account, Load load, Duration budget) {
        try {
            StuartAccount stuart = StuartAccount.of(account);
            Optional<String> obstacle = StuartRequest.obstacle(load, stuart.covered());
            return obstacle.isPresent()
                    ? new LiveQuote.Refused(obstacle.get())
                    : quote(stuart, load, Deadline.in(budget));
        } catch (CourierUnreachable e) {
            return new LiveQuote.Unreachable(e.detail(), e.retryAfter());
        } catch (InvalidCourierAccount e) {
            return new LiveQuote.Unreachable(String.valueOf(e.getMessage()), null);
        }
    }

    /** The price and the time are two questions; whoever answers the first with no is not asked the second. */
    private LiveQuote quote(StuartAccount stuart, Load load, Deadline deadline) throws CourierUnreachable {
        Instant now = http.now();
        Object job = StuartRequest.job(load, null, now);
        Answer pricing =
                http.post(stuart.credentials(), stuart.pricing(), job, deadline).decided();
        if (!pricing.isSuccess()) {
            return new LiveQuote.Refused(reason(pricing));
        }
        Money fee = fee(pricing.body());
        Answer eta =
                http.post(stuart.credentials(), stuart.eta(), job, deadline).decided();
        if (!eta.isSuccess()) {
            return new LiveQuote.Refused(reason(eta));
        }
        BigDecimal seconds = Json.number(eta.body().path("eta"));
        if (seconds == null || seconds.signum() < 0 || seconds.compareTo(LONGEST_ETA) > 0) {
            throw new CourierUnreachable(MALFORMED);
        }
        Instant atPickup = now.plusSeconds(seconds.longValue());
        Instant readyAt = load.pickup().readyAt();
        return new LiveQuote.Price(
                fee,
                readyAt != null && readyAt.isAfter(atPickup) ? readyAt : atPickup,
                null,
                now.plus(PRICE_HOLDS),
                null);
    }

    /** Stuart's amounts are in major units. */
    private static Money fee(JsonNode pricing) throws CourierUnreachable {
        BigDecimal amount = Json.number(pricing.path("amount"));
        Currency currency = currency(Json.text(pricing.path("currency")));
        if (amount == null || currency == null || amount.signum() < 0 || amount.compareTo(LARGEST_FEE) > 0) {
            throw new CourierUnreachable(MALFORMED);
        }
        BigDecimal minor = amount.movePointRight(Math.max(0, currency.getDefaultFractionDigits()))
                .setScale(0, RoundingMode.HALF_UP);
        if (minor.compareTo(LARGEST_FEE) > 0) {
            throw new CourierUnreachable(MALFORMED);
        }
        return Money.of(minor.longValue(), currency.getCurrencyCode());
    }

    private static @Nullable Currency currency(@Nullable String code) {
        try {
            return code == null ? null : Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public OfferReply offer(CourierAccount account, OfferedJob job, Duration budget) {
        try {
            StuartAccount stuart = StuartAccount.of(account);
            Optional<String> obstacle = StuartRequest.obstacle(job.load(), stuart.covered());
            return obstacle.isPresent()
                    ? new OfferReply.Refused(obstacle.get())
                    : offer(stuart, job, Deadline.in(budget));
        } catch (CourierUnreachable e) {
            return new OfferReply.Unreachable(e.detail(), e.retryAfter());
        } catch (InvalidCourierAccount e) {
            return new OfferReply.Unreachable(String.valueOf(e.getMessage()), null);
        }
    }

    /** That a job with the reference exists is one refusal among others, so whatever the refusal, Stuart is asked. */
    private OfferReply offer(StuartAccount stuart, OfferedJob job, Deadline deadline) throws CourierUnreachable {
        Answer answer = http.post(
                        stuart.credentials(),
                        stuart.jobs(),
                        StuartRequest.job(job.load(), job.bookingId(), http.now()),
                        deadline)
                .decided();
        if (answer.isSuccess()) {
            return accepted(answer.body());
        }
        JsonNode earlier = find(stuart, job.bookingId(), deadline);
        return earlier == null || isCalledOff(earlier) ? new OfferReply.Refused(reason(answer)) : accepted(earlier);
    }

    private static OfferReply accepted(JsonNode job) throws CourierUnreachable {
        JsonNode eta = job.path("deliveries").path(0).path("eta");
        return new OfferReply.Accepted(id(job), Json.moment(eta.path("pickup")), Json.moment(eta.path("dropoff")));
    }

    @Override
    public WithdrawalReply withdraw(
            CourierAccount account, String bookingId, @Nullable String deliveryId, Duration budget) {
        try {
            return withdraw(StuartAccount.of(account), bookingId, deliveryId, Deadline.in(budget));
        } catch (CourierUnreachable e) {
            return new WithdrawalReply.Unreachable(e.detail(), e.retryAfter());
        } catch (InvalidCourierAccount e) {
            return new WithdrawalReply.Unreachable(String.valueOf(e.getMessage()), null);
        }
    }

    /** By the number we know; where that is not good any more, by the number that the reference has now. */
    private WithdrawalReply withdraw(StuartAccount stuart, String bookingId, @Nullable String jobId, Deadline deadline)
            throws CourierUnreachable {
        boolean isKnown = jobId != null && ID.matcher(jobId).matches();
        Answer answer = isKnown ? cancel(stuart, Objects.requireNonNull(jobId), deadline) : null;
        if (answer != null && answer.isSuccess()) {
            return new WithdrawalReply.Done();
        }
        JsonNode present = find(stuart, bookingId, deadline);
        if (present == null) {
            if (answer == null || answer.status() == 404) {
                return new WithdrawalReply.Done();
            }
            return new WithdrawalReply.TooLate(reason(answer));
        }
        if (isCalledOff(present)) {
            return new WithdrawalReply.Done();
        }
        if (answer == null || !id(present).equals(jobId)) {
            answer = cancel(stuart, id(present), deadline);
        }
        return answer.isSuccess() ? new WithdrawalReply.Done() : new WithdrawalReply.TooLate(reason(answer));
    }

    private Answer cancel(StuartAccount stuart, String jobId, Deadline deadline) throws CourierUnreachable {
        return http.post(stuart.credentials(), stuart.cancellation(jobId), null, deadline)
                .decided();
    }

    @Override
    public Inbound receive(CourierAccount account, Function<String, @Nullable String> header, byte[] body) {
        String given = header.apply(StuartAccount.webhookHeader(account));
        if (!Signatures.isSame(given, account.secrets().get(StuartAccount.WEBHOOK_KEY))) {
            return new Inbound.Forged();
        }
        return StuartNews.read(http.read(body), http.now());
    }

    /** The job that has our reference, one that is not called off before others; null where none has. */
    private @Nullable JsonNode find(StuartAccount stuart, String bookingId, Deadline deadline)
            throws CourierUnreachable {
        Answer answer = http.get(stuart.credentials(), stuart.jobsOf(bookingId), deadline)
                .decided();
        if (!answer.isSuccess() || !answer.body().isArray()) {
            throw new CourierUnreachable(MALFORMED);
        }
        JsonNode found = null;
        for (JsonNode job : answer.body()) {
            if (carries(job, bookingId) && (found == null || isCalledOff(found))) {
                found = job;
            }
        }
        return found;
    }

    private static boolean carries(JsonNode job, String bookingId) {
        for (JsonNode delivery : job.path("deliveries")) {
            if (bookingId.equals(Json.text(delivery.path("client_reference")))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCalledOff(JsonNode job) {
        String status = Json.text(job.path("status"));
        return status != null && CALLED_OFF.contains(status);
    }

    private static String id(JsonNode job) throws CourierUnreachable {
        String id = Json.text(job.path("id"));
        if (id == null || !ID.matcher(id).matches()) {
            throw new CourierUnreachable(MALFORMED);
        }
        return id;
    }

    private static String reason(Answer answer) {
        return Objects.requireNonNullElse(Json.reason(answer.body().path("error")), REFUSED);
    }
}
