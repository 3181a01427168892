package io.orkestro.marketplace.uber;

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
import java.time.Duration;
import java.time.Instant;
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
 * Uber Direct. Quotes hold for a quarter of an hour and are given back with the offer. Whether an offer was made before is
 * Uber's to say: by the idempotency key while that lasts, by 409 afterwards.
 */
@Component
class UberDirect implements CourierProvider {

    /** The second is what older accounts still send. */
    private static final String SIGNATURE = "x-uber-signature";

    private static final String OLDER_SIGNATURE = "x-postmates-signature";

    private static final String BUSY = "couriers_busy";
    private static final String DUPLICATE = "duplicate_delivery";

    /** What Uber says of a quote that went into a delivery: perhaps into ours. */
    private static final String USED_QUOTE = "used_quote";

    private static final String REFUSED = "refused";
    private static final String MALFORMED = "malformed answer";
    private static final long LARGEST_FEE = 100_000_000;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Set<String> OVER = Set.of("canceled", "returned");

    private final CourierHttp http;

    UberDirect(CourierHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return "uber-direct";
    }

    @Override
    public void check(CourierAccount account) {
        UberAccount.of(account);
    }

    @Override
    public LiveQuote quote(CourierAccount account, Load load, Duration budget) {
        Optional<String> obstacle = UberRequest.obstacle(load);
        if (obstacle.isPresent()) {
            return new LiveQuote.Refused(obstacle.get());
        }
        try {
            UberAccount uber = UberAccount.of(account);
            Answer answer =
                    http.post(uber.credentials(), uber.quotes(), UberRequest.quote(load, http), Deadline.in(budget));
            return isNo(answer) ? new LiveQuote.Refused(reason(answer)) : price(answer.body(), load);
        } catch (CourierUnreachable e) {
            return new LiveQuote.Unreachable(e.detail(), e.retryAfter());
        } catch (InvalidCourierAccount e) {
            return new LiveQuote.Unreachable(String.valueOf(e.getMessage()), null);
        }
    }

    private LiveQuote price(JsonNode quote, Load load) throws CourierUnreachable {
        String id = id(quote);
        BigDecimal fee = Json.number(quote.path("fee"));
        String currency = currency(quote);
        BigDecimal minutes = Json.number(quote.path("pickup_duration"));
        Instant expiresAt = Json.moment(quote.path("expires"));
        if (id == null || fee == null || currency == null || minutes == null || expiresAt == null) {
            throw new CourierUnreachable(MALFORMED);
        }
        if (!isBetween(fee, LARGEST_FEE)
                || !isBetween(minutes, Duration.ofDays(31).toMinutes())) {
            throw new CourierUnreachable(MALFORMED);
        }
        Instant atPickup = http.now().plus(Duration.ofMinutes(minutes.longValue()));
        Instant readyAt = load.pickup().readyAt();
        return new LiveQuote.Price(
                Money.of(fee.longValue(), currency),
                readyAt != null && readyAt.isAfter(atPickup) ? readyAt : atPickup,
                Json.moment(quote.path("dropoff_eta")),
                expiresAt,
                id);
    }

    @Override
    public OfferReply offer(CourierAccount account, OfferedJob job, Duration budget) {
        Optional<String> obstacle = UberRequest.obstacle(job.load());
        if (obstacle.isPresent()) {
            return new OfferReply.Refused(obstacle.get());
        }
        try {
            return offer(UberAccount.of(account), job, Deadline.in(budget));
        } catch (CourierUnreachable e) {
            return new OfferReply.Unreachable(e.detail(), e.retryAfter());
        } catch (InvalidCourierAccount e) {
            return new OfferReply.Unreachable(String.valueOf(e.getMessage()), null);
        }
    }

    private OfferReply offer(UberAccount uber, OfferedJob job, Deadline deadline) throws CourierUnreachable {
        Answer answer = http.post(uber.credentials(), uber.deliveries(), UberRequest.delivery(job, http), deadline);
        if (!isNo(answer)) {
            return accepted(answer.body());
        }
        String reason = reason(answer);
        if (reason.equals(DUPLICATE) || reason.equals(USED_QUOTE)) {
            JsonNode earlier = earlier(uber, answer, job.bookingId(), deadline);
            if (earlier != null) {
                return accepted(earlier);
            }
        }
        return new OfferReply.Refused(reason);
    }

    /** What an earlier asking has made of the offer. A duplicate may as well be of another booking's that looks like it. */
    private @Nullable JsonNode earlier(UberAccount uber, Answer refusal, String bookingId, Deadline deadline)
            throws CourierUnreachable {
        String named = Json.text(refusal.body().path("metadata").path("delivery_id"));
        if (named == null || !ID.matcher(named).matches()) {
            return find(uber, bookingId, deadline);
        }
        JsonNode delivery = http.get(uber.credentials(), uber.delivery(named), deadline)
                .decided()
                .body();
        return bookingId.equals(Json.text(delivery.path("external_id"))) ? delivery : null;
    }

    private static OfferReply accepted(JsonNode delivery) throws CourierUnreachable {
        String id = id(delivery);
        if (id == null) {
            throw new CourierUnreachable(MALFORMED);
        }
        return new OfferReply.Accepted(
                id, Json.moment(delivery.path("pickup_eta")), Json.moment(delivery.path("dropoff_eta")));
    }

    @Override
    public WithdrawalReply withdraw(
            CourierAccount account, String bookingId, @Nullable String deliveryId, Duration budget) {
        try {
            UberAccount uber = UberAccount.of(account);
            Deadline deadline = Deadline.in(budget);
            String id = deliveryId == null ? idOf(find(uber, bookingId, deadline)) : deliveryId;
            if (id == null) {
                return new WithdrawalReply.Done();
            }
            if (!ID.matcher(id).matches()) {
                return new WithdrawalReply.TooLate("not_an_id");
            }
            return cancel(uber, id, deadline);
        } catch (CourierUnreachable e) {
            return new WithdrawalReply.Unreachable(e.detail(), e.retryAfter());
        } catch (InvalidCourierAccount e) {
            return new WithdrawalReply.Unreachable(String.valueOf(e.getMessage()), null);
        }
    }

    /** Uber refuses to cancel what is cancelled, in the same words as what is delivered. */
    private WithdrawalReply cancel(UberAccount uber, String id, Deadline deadline) throws CourierUnreachable {
        Answer answer = http.post(uber.credentials(), uber.cancellation(id), null, deadline)
                .decided();
        if (answer.isSuccess() || answer.status() == 404) {
            return new WithdrawalReply.Done();
        }
        Answer present =
                http.get(uber.credentials(), uber.delivery(id), deadline).decided();
        String status = Json.text(present.body().path("status"));
        return status != null && OVER.contains(status)
                ? new WithdrawalReply.Done()
                : new WithdrawalReply.TooLate(reason(answer));
    }

    @Override
    public Inbound receive(CourierAccount account, Function<String, @Nullable String> header, byte[] body) {
        String signature = header.apply(SIGNATURE);
        String given = signature == null ? header.apply(OLDER_SIGNATURE) : signature;
        if (!Signatures.isHmacSha256(given, body, account.secrets().get(UberAccount.WEBHOOK_KEY))) {
            return new Inbound.Forged();
        }
        return UberNews.read(http.read(body), http.now());
    }

    /** Null where Uber has nothing that carries our id. */
    private @Nullable JsonNode find(UberAccount uber, String bookingId, Deadline deadline) throws CourierUnreachable {
        Answer answer =
                http.get(uber.credentials(), uber.recentDeliveries(), deadline).decided();
        JsonNode deliveries = answer.body().path("data");
        if (!answer.isSuccess() || !deliveries.isArray()) {
            throw new CourierUnreachable(MALFORMED);
        }
        for (JsonNode delivery : deliveries) {
            if (bookingId.equals(Json.text(delivery.path("external_id")))) {
                return delivery;
            }
        }
        return null;
    }

    private static @Nullable String idOf(@Nullable JsonNode delivery) throws CourierUnreachable {
        if (delivery == null) {
            return null;
        }
        String id = id(delivery);
        if (id == null) {
            throw new CourierUnreachable(MALFORMED);
        }
        return id;
    }

    private static @Nullable String id(JsonNode of) {
        String id = Json.text(of.path("id"));
        return id != null && ID.matcher(id).matches() ? id : null;
    }

    /** The upper-case one is the newer field. */
    private static @Nullable String currency(JsonNode quote) {
        String newer = Json.text(quote.path("currency_type"));
        String code = newer == null ? Json.text(quote.path("currency")) : newer;
        String currency = code == null ? "" : code.toUpperCase(Locale.ROOT);
        return CURRENCY.matcher(currency).matches() ? currency : null;
    }

    private static boolean isBetween(BigDecimal zeroAndThis, long most) {
        return zeroAndThis.signum() >= 0 && zeroAndThis.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    /** Having no courier free comes as 503 and is a no nevertheless: of this load, for now. */
    private static boolean isNo(Answer answer) throws CourierUnreachable {
        boolean nobodyIsFree = answer.status() == 503 && reason(answer).equals(BUSY);
        return nobodyIsFree || !answer.decided().isSuccess();
    }

    private static String reason(Answer answer) {
        return Objects.requireNonNullElse(Json.reason(answer.body().path("code")), REFUSED);
    }
}
