package io.orkestro.marketplace.connection;

import io.orkestro.marketplace.account.Accounts;
import io.orkestro.marketplace.account.Connected;
import io.orkestro.marketplace.adapter.OfferReply;
import io.orkestro.marketplace.adapter.OfferedJob;
import io.orkestro.marketplace.adapter.WithdrawalReply;
import io.orkestro.marketplace.booking.Acceptance;
import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.marketplace.booking.CourierAdapter;
import io.orkestro.marketplace.booking.Job;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.quote.LivePrices;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Couriers that we have an account with, each by its provider's adapter. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CourierOverApi implements CourierAdapter {

    private static final Logger log = LoggerFactory.getLogger(CourierOverApi.class);

    /** Shorter than a call's lease. */
    private static final Duration BUDGET = Duration.ofSeconds(15);

    private final Accounts accounts;
    private final Jobs jobs;
    private final LivePrices prices;

    CourierOverApi(Accounts accounts, Jobs jobs, LivePrices prices) {
        this.accounts = accounts;
        this.jobs = jobs;
        this.prices = prices;
    }

    @Override
    public boolean serves(Courier courier) {
        return accounts.exists(courier.id());
    }

    @Override
    public boolean isBornHere() {
        return true;
    }

    @Override
    public Reply offer(Courier courier, BookingSnapshot booking) {
        if (needsProof(booking.job())) {
            // The delivery could not be brought to its end: what these couriers photograph does not come here.
            return new Reply.Refused("proof_not_supported");
        }
        Optional<Connected> connected = accounts.of(courier.id());
        if (connected.isEmpty()) {
            return new Reply.Unreachable("its account is of an unknown provider", null);
        }
        OfferReply reply = connected.get().provider().offer(connected.get().account(), offered(booking), BUDGET);
        return switch (reply) {
            case OfferReply.Accepted accepted -> {
                jobs.remember(booking.id(), courier.id(), accepted.deliveryId());
                yield new Reply.Accepted(new Acceptance(null, accepted.pickupEta(), accepted.dropoffEta()));
            }
            case OfferReply.Refused refused -> new Reply.Refused(refused.reason());
            case OfferReply.Unreachable unreachable ->
                new Reply.Unreachable(unreachable.detail(), unreachable.retryAfter());
        };
    }

    @Override
    public Heard withdraw(Courier courier, BookingSnapshot booking) {
        Optional<Connected> connected = accounts.of(courier.id());
        if (connected.isEmpty()) {
            return Heard.NOT_YET;
        }
        WithdrawalReply reply = connected
                .get()
                .provider()
                .withdraw(
                        connected.get().account(),
                        booking.id(),
                        jobs.jobOf(booking.id()).orElse(null),
                        BUDGET);
        return switch (reply) {
            case WithdrawalReply.Done _ -> Heard.YES;
            case WithdrawalReply.TooLate tooLate -> {
                log.warn("{} keeps {}, which is over here: {}", courier.id(), booking.id(), tooLate.reason());
                yield Heard.YES;
            }
            case WithdrawalReply.Unreachable unreachable -> {
                log.warn("{} could not be told that {} is over: {}", courier.id(), booking.id(), unreachable.detail());
                yield Heard.NOT_YET;
            }
        };
    }

    /** None of these APIs takes texts to a driver. */
    @Override
    public Heard message(Courier courier, BookingSnapshot booking, String messageId, String text) {
        return Heard.YES;
    }

    private OfferedJob offered(BookingSnapshot booking) {
        Job job = booking.job();
        return new OfferedJob(
                booking.id(),
                job.load(),
                prices.quoteIdOf(booking.courierId(), job.load(), job.fee()).orElse(null),
                job.tip(),
                job.undeliverableAction(),
                job.deliverableAction());
    }

    /** A delivery left at the door asks for a photo. */
    private static boolean needsProof(Job job) {
        return job.load().needsProof() || job.deliverableAction().equals("leave_at_door");
    }
}
