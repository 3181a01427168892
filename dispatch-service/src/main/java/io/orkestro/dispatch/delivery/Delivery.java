package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.delivery.Attempt.Status;
import io.orkestro.dispatch.delivery.Change.Ask;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.proof.Proof;
import io.orkestro.dispatch.rule.Candidate;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.Load;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.dispatch.rule.Rebooking;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One movement from a pick-up stop to a drop-off stop, with one id that never changes, whatever happens to it.
 *
 * <p>Every transition returns the {@link Change} it caused, or nothing where it changed nothing. There is at most one
 * live attempt: only the marketplace ends a booking, so the next courier is asked after {@code rejected},
 * {@code expired} or {@code withdrawn}, never on this side's own clock.
 */
@Entity
class Delivery {

    /** No delivery is worth more bookings than this, full couriers included; it also bounds the snapshot. */
    static final int MOST_ATTEMPTS = 40;

    static final int MOST_PROOFS = 20;

    /** No rules allow more couriers to be asked in vain, so no more need to be remembered; nor than attempts are left. */
    static final int MOST_CANDIDATES = 20;

    /** Why a courier that said yes is called off. */
    static final String NOBODY_ON_THE_WAY = "nobody_on_the_way";

    @Id
    private String id;

    private String retailerId;
    private @Nullable String externalId;
    private @Nullable String storeId;
    private String trackingCode;
    private String fingerprint;
    private String decision;

    private long epoch;
    private long sequence;

    @Version
    private @Nullable Long version;

    private Instant createdAt;
    private Instant updatedAt;

    @Enumerated(EnumType.STRING)
    private DeliveryStatus status;

    @Enumerated(EnumType.STRING)
    private DispatchState dispatchState;

    private boolean autoDispatch;

    @Enumerated(EnumType.STRING)
    private Fallback fallback;

    /** Whose booking lives; null where none does. */
    private @Nullable String courierId;

    private @Nullable Instant nextDueAt;
    private @Nullable Instant quotesAt;

    /** For quotes, while there is a search; after its courier, while that is watched. */
    private @Nullable Instant askAgainAt;

    private @Nullable Instant giveUpAt;
    private int quotesAsked;

    @JdbcTypeCode(SqlTypes.JSON)
    private Consignment consignment;

    @JdbcTypeCode(SqlTypes.JSON)
    private DispatchRules rules;

    /** Whom to ask next, in order. */
    @JdbcTypeCode(SqlTypes.JSON)
    private List<Candidate> candidates;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Attempt> attempts;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Proof> proofs;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Cancellation cancellation;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Failure failure;

    /** Fields of a snapshot from elsewhere that mean nothing here, kept for whoever knows them. */
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode unknown;

    @SuppressWarnings("NullAway.Init")
    protected Delivery() {}

    private Delivery(NewDelivery birth, Instant now) {
        this.id = birth.id();
        this.retailerId = birth.retailerId();
        this.externalId = birth.externalId();
        this.storeId = birth.storeId();
        this.trackingCode = birth.trackingCode();
        this.fingerprint = birth.fingerprint();
        this.decision = birth.decision().encoded();
        this.epoch = birth.epoch();
        this.createdAt = now;
        this.updatedAt = now;
        this.status = DeliveryStatus.PENDING;
        this.dispatchState = DispatchState.WAITING_FOR_DISPATCH;
        this.autoDispatch = birth.autoDispatch();
        this.fallback = birth.fallback();
        this.consignment = birth.consignment();
        this.rules = birth.rules();
        this.candidates = List.of();
        this.attempts = List.of();
        this.proofs = List.of();
    }

    /** A new delivery and the event of its birth. */
    record Born(Delivery delivery, Change change) {}

    /** The courier of a retailer's own choice, with the token that proves its price. */
    record Chosen(Candidate candidate, String token) {}

    /** Born and begun: the chosen courier is booked, or quotes are asked now, or later, or when somebody says so. */
    static Born born(NewDelivery birth, @Nullable Chosen chosen, Instant now, DispatchProperties pace) {
        Delivery delivery = new Delivery(birth, now);
        Ask ask = delivery.begin(chosen, now, pace);
        return new Born(delivery, delivery.recorded(chosen, delivery.changed(Change.CREATED, ask, now)));
    }

    // ---------------------------------------------------------------- as somebody else has told of it

    /** A delivery that was born elsewhere. */
    static Delivery copied(DeliverySnapshot snapshot) {
        Delivery delivery = new Delivery();
        DeliveryView view = snapshot.delivery();
        delivery.id = view.id();
        delivery.retailerId = snapshot.retailerId();
        delivery.externalId = view.externalId();
        delivery.storeId = view.storeId();
        delivery.trackingCode = view.trackingCode();
        delivery.createdAt = view.createdAt();
        return delivery;
    }

    /** Becomes what the snapshot says, whoever owns it now. */
    void become(DeliverySnapshot snapshot, long newEpoch, long newSequence, @Nullable JsonNode notUnderstood) {
        DeliveryView view = snapshot.delivery();
        DeliverySnapshot.Work work = snapshot.work();
        epoch = newEpoch;
        sequence = newSequence;
        unknown = notUnderstood;
        fingerprint = work.fingerprint();
        decision = work.decision();
        updatedAt = view.updatedAt();
        status = view.status();
        dispatchState = view.dispatch().state();
        autoDispatch = view.autoDispatch();
        fallback = work.fallback();
        nextDueAt = work.nextDueAt();
        quotesAt = work.quotesAt();
        askAgainAt = work.askAgainAt();
        giveUpAt = work.giveUpAt();
        quotesAsked = work.quotesAsked();
        consignment = view.consignment();
        rules = work.rules();
        candidates = List.copyOf(work.candidates());
        attempts = snapshot.attempts();
        proofs = List.copyOf(work.proofs());
        cancellation = view.cancellation();
        failure = view.failure();
        courierId = liveCourierId();
    }

    /** Somebody else owns it from now on; what is known of it stays. */
    void surrender(long newEpoch) {
        epoch = newEpoch;
    }

    @Nullable
    JsonNode unknown() {
        return unknown;
    }

    // ---------------------------------------------------------------- what the retailer wants

    /** Starts the search for a courier that waits for somebody's word or for its time. */
    Optional<Change> dispatch(@Nullable Chosen chosen, Instant now, DispatchProperties pace) {
        if (status.isEnd()) {
            throw new IllegalMove(status, "dispatched");
        }
        return switch (dispatchState) {
            case WAITING_FOR_DISPATCH, SCHEDULED -> {
                giveUpAt = null;
                Ask ask = chosen == null ? askQuotes(now, pace) : book(chosen.candidate(), chosen.token(), now);
                yield Optional.of(recorded(chosen, changed(Change.UPDATED, ask, now)));
            }
            case QUOTING, BOOKING, BOOKED, SEARCHING, WITHDRAWING, DONE -> Optional.empty();
        };
    }

    /** Whether {@link #dispatch} would start anything. */
    boolean awaitsDispatch() {
        return !status.isEnd()
                && (dispatchState == DispatchState.WAITING_FOR_DISPATCH || dispatchState == DispatchState.SCHEDULED);
    }

    /**
     * What may still be changed: windows before a courier has said yes, the pick-up's contact until the goods have left it,
     * everything else until the end. A tip that was promised to a courier only rises.
     */
    Optional<Change> amend(Amendment amendment, Instant now, DispatchProperties pace) {
        if (!allows(amendment)) {
            throw new IllegalMove(status, "changed like this");
        }
        Consignment amended = consignment.amended(amendment);
        if (amended.equals(consignment)) {
            return Optional.empty();
        }
        consignment = amended;
        return Optional.of(changed(Change.UPDATED, amendment.movesWindows() ? replan(now, pace) : null, now));
    }

    private boolean allows(Amendment amendment) {
        return switch (status) {
            case PENDING -> true;
            case ASSIGNED, PICKUP_ARRIVED -> !amendment.movesWindows() && !amendment.lowersTip(consignment.tip());
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, RETURNING ->
                !amendment.movesWindows() && !amendment.lowersTip(consignment.tip()) && amendment.pickup() == null;
            case DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED -> false;
        };
    }

    /** Moved windows move what waits for them; a search that is under way goes on. */
    private @Nullable Ask replan(Instant now, DispatchProperties pace) {
        return switch (dispatchState) {
            case WAITING_FOR_DISPATCH -> waitForDispatch();
            case SCHEDULED -> schedule(now, pace);
            case QUOTING, BOOKING, BOOKED, SEARCHING, WITHDRAWING, DONE -> null;
        };
    }

    /** Calls it off; a courier that was asked or booked is told, and sees the delivery until it has been. */
    Optional<Change> cancel(Cancellation because, Instant now) {
        return switch (status) {
            case PENDING, ASSIGNED, PICKUP_ARRIVED -> {
                cancellation = because;
                yield Optional.of(moveTo(DeliveryStatus.CANCELLED, callOff("delivery_cancelled"), now));
            }
            case CANCELLED -> Optional.empty();
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED, RETURNING, RETURNED, FAILED, EXPIRED ->
                throw new NotCancellable(status);
        };
    }

    /** What calling it off now would cost. */
    Money cancellationFee(Cancellation.Reason reason, Instant now, DispatchProperties pace) {
        Attempt attempt = currentAttempt();
        if (attempt == null) {
            Money value = consignment.orderValue();
            return Money.of(0, value == null ? pace.currency() : value.currency());
        }
        return pace.cancellation().feeOf(status, attempt, reason, now);
    }

    /** What is on the road comes back to the pick-up stop. */
    Optional<Change> bringBack(@Nullable String reason, Instant now) {
        return switch (status) {
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED -> {
                failure = new Failure(reason == null ? "return_requested" : reason);
                yield Optional.of(moveTo(DeliveryStatus.RETURNING, null, now));
            }
            case RETURNING -> Optional.empty();
            case PENDING, ASSIGNED, PICKUP_ARRIVED, DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED ->
                throw new IllegalMove(status, "returned");
        };
    }

    // ---------------------------------------------------------------- what the marketplace answers

    boolean isQuoting() {
        return dispatchState == DispatchState.QUOTING;
    }

    /** Who would carry it, by its own rules: what its record will say, and what a dry run says before. */
    DecisionRound judge(List<Quote> quotes, Instant now) {
        Load load = Load.between(consignment.pickup(), consignment.dropoff(), consignment.orderValue());
        return rules.rank(quotes, load, tried(), now);
    }

    /** Quotes have come and were ranked: the first is booked. */
    Optional<Change> decided(DecisionRound round, Instant now, DispatchProperties pace) {
        if (!isQuoting()) {
            return Optional.empty();
        }
        candidates = round.ranking().stream()
                .limit(Math.clamp(MOST_ATTEMPTS - attempts.size(), 0, MOST_CANDIDATES))
                .map(one -> one.named(ShortText.of(one.courierName(), Attempt.LONGEST_NAME)))
                .toList();
        return Optional.of(changed(Change.UPDATED, tryNext(now, pace), now).with(round));
    }

    /** The courier said yes. Where the delivery is being called off meanwhile, the withdrawal under way decides. */
    Optional<Change> confirmed(Confirmation yes, Instant now) {
        Attempt attempt = currentAttempt();
        if (attempt == null || !attempt.bookingId().equals(yes.bookingId()) || attempt.status() != Status.REQUESTED) {
            return Optional.empty();
        }
        return switch (dispatchState) {
            case BOOKING -> {
                replaceCurrent(attempt.confirmed(yes, now));
                candidates = List.of();
                dispatchState = DispatchState.BOOKED;
                askAgainAt = firstLook(now);
                yield Optional.of(moveTo(DeliveryStatus.ASSIGNED, null, now));
            }
            case WAITING_FOR_DISPATCH, SCHEDULED, QUOTING, SEARCHING, BOOKED, WITHDRAWING, DONE -> Optional.empty();
        };
    }

    /**
     * The marketplace ended a booking: before the pick-up the next courier is asked, after it the delivery has failed.
     *
     * @param how rejected, expired or withdrawn
     */
    Optional<Change> bookingEnded(
            String bookingId, Status how, @Nullable String reason, Instant now, DispatchProperties pace) {
        Attempt attempt = currentAttempt();
        if (attempt == null || !attempt.bookingId().equals(bookingId) || !attempt.isLive()) {
            return Optional.empty();
        }
        if (isTooLateToCallOff(reason)) {
            return Optional.empty();
        }
        replaceCurrent(attempt.ended(how, reason, now));
        return Optional.of(
                switch (status) {
                    case PENDING ->
                        dispatchState == DispatchState.WITHDRAWING || isExhausted()
                                ? expire(whyNobody(), now)
                                : changed(
                                        Change.UPDATED,
                                        rebooksAfter(how, reason) ? tryNext(now, pace) : waitForDispatch(),
                                        now);
                    case ASSIGNED, PICKUP_ARRIVED ->
                        moveTo(
                                DeliveryStatus.PENDING,
                                rebooksAfter(how, reason) ? startOver(now, pace) : waitForDispatch(),
                                now);
                    case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, RETURNING -> {
                        failure = reason == null ? Failure.UNSPECIFIED : new Failure(reason);
                        yield moveTo(DeliveryStatus.FAILED, null, now);
                    }
                    case CANCELLED, DELIVERED, RETURNED, FAILED, EXPIRED -> {
                        dispatchState = DispatchState.DONE;
                        yield changed(Change.UPDATED, null, now);
                    }
                });
    }

    /** The driver took the goods while we were calling it off for being late: whoever has them carries them. */
    private boolean isTooLateToCallOff(@Nullable String reason) {
        return switch (status) {
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, RETURNING -> NOBODY_ON_THE_WAY.equals(reason);
            case PENDING, ASSIGNED, PICKUP_ARRIVED, DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED -> false;
        };
    }

    private boolean rebooksAfter(Status how, @Nullable String reason) {
        Rebooking rebooking = rules.rebooking();
        return switch (how) {
            case REJECTED -> rebooking.afterRejection();
            case EXPIRED -> rebooking.afterTimeout();
            case WITHDRAWN -> NOBODY_ON_THE_WAY.equals(reason) || rebooking.afterDropOut();
            case REQUESTED, CONFIRMED, COMPLETED -> throw new IllegalStateException(how + " ends no booking");
        };
    }

    // ---------------------------------------------------------------- what the courier reports

    /**
     * A courier's report moves the delivery forwards or, where it says nothing new about the status, may still bring a
     * driver, an ETA or a proof. One of another attempt is ignored.
     */
    Optional<Change> reported(Report said, Instant now) {
        Attempt attempt = currentAttempt();
        if (attempt == null || attempt.number() != said.attempt()) {
            return Optional.empty();
        }
        Report report = said.of(meant(said));
        return switch (status.stepTo(report.status())) {
            case IMPOSSIBLE -> throw new IllegalMove(status, report.status().slug());
            case NOTHING_NEW -> heard(attempt, report, now);
            case FORWARD -> Optional.of(forward(attempt, report, now));
        };
    }

    /** Goods that nobody was there to take have not failed yet: the retailer said what to do with them. */
    private DeliveryStatus meant(Report report) {
        if (report.status() != DeliveryStatus.FAILED || !Failure.saysNobodyWasThere(report.reason())) {
            return report.status();
        }
        return switch (consignment.undeliverableAction()) {
            case RETURN -> DeliveryStatus.RETURNING;
            case LEAVE_AT_DOOR -> DeliveryStatus.DELIVERED;
            case DISCARD -> DeliveryStatus.FAILED;
        };
    }

    private Change forward(Attempt attempt, Report report, Instant now) {
        List<Proof> all = with(report.proofs());
        if (report.status() == DeliveryStatus.DELIVERED) {
            List<Requirement> missing = Proof.missing(consignment.requirements(), consignment.minimumAge(), all);
            if (!missing.isEmpty()) {
                throw new ProofRequired(missing);
            }
        }
        proofs = all;
        replaceCurrent(attempt.withNews(report.driver(), report.pickupEta(), report.dropoffEta()));
        if (report.status() == DeliveryStatus.FAILED || report.status() == DeliveryStatus.RETURNING) {
            failure = whyNot(report);
        }
        if (dispatchState == DispatchState.WITHDRAWING && report.status() != DeliveryStatus.PICKUP_ARRIVED) {
            dispatchState = DispatchState.BOOKED;
        }
        Change change = moveTo(report.status(), null, now);
        return new Change(change.event(), report.occurredAt(), change.ask());
    }

    private Failure whyNot(Report report) {
        String reason = report.reason();
        if (reason == null) {
            return Failure.UNSPECIFIED;
        }
        return report.status() == DeliveryStatus.FAILED && Failure.saysNobodyWasThere(reason)
                ? Failure.DISCARDED
                : new Failure(reason);
    }

    private Optional<Change> heard(Attempt attempt, Report report, Instant now) {
        if (!attempt.isLive()) {
            return Optional.empty();
        }
        Attempt updated = watched(
                attempt.withNews(report.driver(), report.pickupEta(), report.dropoffEta()), report.occurredAt());
        List<Proof> all = with(report.proofs());
        if (updated.equals(attempt) && all.equals(proofs)) {
            return Optional.empty();
        }
        String event = all.equals(proofs) ? Change.UPDATED : Change.PROOF_ADDED;
        replaceCurrent(updated);
        proofs = all;
        return Optional.of(changed(event, null, now));
    }

    /** Adds a proof; also a late one, after the hand-over. */
    Optional<Change> proved(Proof proof, Instant now) {
        return switch (status) {
            case PENDING, CANCELLED, EXPIRED -> throw new IllegalMove(status, "proved");
            case ASSIGNED,
                    PICKUP_ARRIVED,
                    PICKED_UP,
                    DROPOFF_ENROUTE,
                    DROPOFF_ARRIVED,
                    DELIVERED,
                    RETURNING,
                    RETURNED,
                    FAILED -> {
                List<Proof> all = with(List.of(proof));
                if (all.equals(proofs)) {
                    yield Optional.empty();
                }
                proofs = all;
                yield Optional.of(changed(Change.PROOF_ADDED, null, now));
            }
        };
    }

    // ---------------------------------------------------------------- what the clock says

    /** Does what is due, if anything is. */
    Optional<Change> due(Instant now, DispatchProperties pace) {
        return switch (dispatchState) {
            case WAITING_FOR_DISPATCH ->
                isDue(giveUpAt, now) ? Optional.of(expire(Failure.NEVER_DISPATCHED, now)) : Optional.empty();
            case SCHEDULED ->
                isDue(quotesAt, now)
                        ? Optional.of(changed(Change.UPDATED, askQuotes(now, pace), now))
                        : Optional.empty();
            case QUOTING, SEARCHING -> {
                if (isDue(giveUpAt, now)) {
                    yield Optional.of(expire(whyNobody(), now));
                }
                yield isDue(askAgainAt, now)
                        ? Optional.of(changed(Change.UPDATED, askQuotes(now, pace), now))
                        : Optional.empty();
            }
            case BOOKING ->
                isDue(giveUpAt, now)
                        ? Optional.of(changed(Change.UPDATED, callOff("search_given_up"), now))
                        : Optional.empty();
            case BOOKED -> isDue(dueAt(), now) ? lookAfterCourier(now) : Optional.empty();
            case WITHDRAWING, DONE -> Optional.empty();
        };
    }

    /** A courier that is not on its way is called off; whether it is, and who is next, comes with the answer. */
    private Optional<Change> lookAfterCourier(Instant now) {
        Duration every = rules.rebooking().watchEvery();
        Attempt attempt = currentAttempt();
        if (attempt == null || attempt.wasHeardSince(now.minus(every))) {
            askAgainAt = now.plus(every);
            return Optional.empty();
        }
        return Optional.of(changed(Change.UPDATED, callOff(NOBODY_ON_THE_WAY), now));
    }

    /** The first time somebody should be on the way: near the pick-up, and not before a courier could have set off. */
    private @Nullable Instant firstLook(Instant now) {
        Rebooking rebooking = rules.rebooking();
        if (!rebooking.watches()) {
            return null;
        }
        Instant soonest = now.plus(rebooking.watchEvery());
        Instant readyAt = consignment.pickup().readyAt();
        Attempt attempt = currentAttempt();
        Instant pickupAt = readyAt == null && attempt != null ? attempt.pickupEta() : readyAt;
        return pickupAt == null ? soonest : later(pickupAt.minus(rebooking.watchBeforePickup()), soonest);
    }

    private Attempt watched(Attempt attempt, Instant heardAt) {
        return status == DeliveryStatus.ASSIGNED && rules.rebooking().watches() ? attempt.heard(heardAt) : attempt;
    }

    /** Takes back its own deadline after somebody claimed the row for work that was not due. */
    void restoreDeadline() {
        nextDueAt = dueAt();
    }

    private @Nullable Instant dueAt() {
        return switch (dispatchState) {
            case WAITING_FOR_DISPATCH, BOOKING -> giveUpAt;
            case SCHEDULED -> quotesAt;
            case QUOTING, SEARCHING -> earlier(askAgainAt, giveUpAt);
            case BOOKED -> status == DeliveryStatus.ASSIGNED ? askAgainAt : null;
            case WITHDRAWING, DONE -> null;
        };
    }

    // ---------------------------------------------------------------- the search

    private @Nullable Ask begin(@Nullable Chosen chosen, Instant now, DispatchProperties pace) {
        if (chosen != null) {
            return book(chosen.candidate(), chosen.token(), now);
        }
        if (!autoDispatch || (rules.requireOrderValue() && consignment.orderValue() == null)) {
            return waitForDispatch();
        }
        return schedule(now, pace);
    }

    /** Not for ever: what is not dispatched by its own deadline will not be. */
    private @Nullable Ask waitForDispatch() {
        dispatchState = DispatchState.WAITING_FOR_DISPATCH;
        candidates = List.of();
        giveUpAt = consignment.dropoff().deadlineAt();
        return null;
    }

    private @Nullable Ask schedule(Instant now, DispatchProperties pace) {
        giveUpAt = null;
        Instant readyAt = consignment.pickup().readyAt();
        Instant asked = readyAt == null ? now : readyAt.minus(pace.quotesBeforePickup());
        if (!asked.isAfter(now)) {
            return askQuotes(now, pace);
        }
        dispatchState = DispatchState.SCHEDULED;
        quotesAt = asked;
        giveUpAt = asked.plus(rules.giveUpAfter());
        return null;
    }

    private Ask askQuotes(Instant now, DispatchProperties pace) {
        quotesAsked++;
        if (quotesAsked == 1) {
            quotesAt = now;
        }
        if (giveUpAt == null) {
            giveUpAt = now.plus(rules.giveUpAfter());
        }
        dispatchState = DispatchState.QUOTING;
        askAgainAt = now.plus(pace.quotesWithin());
        return new Change.Quotes(id + "/" + quotesAsked);
    }

    private Ask book(Candidate candidate, @Nullable String token, Instant now) {
        if (giveUpAt == null) {
            giveUpAt = now.plus(rules.giveUpAfter());
        }
        Attempt attempt =
                Attempt.requested(id, attempts.size() + 1, candidate, token, now, now.plus(rules.answerWithin()));
        attempts = append(attempts, attempt);
        dispatchState = DispatchState.BOOKING;
        askAgainAt = null;
        return new Change.Booking(attempt);
    }

    /** The next candidate is asked; where there is none, quotes are asked again after a pause. */
    private @Nullable Ask tryNext(Instant now, DispatchProperties pace) {
        Set<String> tried = tried();
        while (!candidates.isEmpty()) {
            Candidate candidate = candidates.getFirst();
            candidates = List.copyOf(candidates.subList(1, candidates.size()));
            if (!tried.contains(candidate.courierId()) && !candidate.isExpired(now)) {
                return book(candidate, null, now);
            }
        }
        dispatchState = DispatchState.SEARCHING;
        askAgainAt = now.plus(pace.pause());
        return null;
    }

    /** A courier dropped out: all others are asked anew, for its quotes of old are stale. */
    private @Nullable Ask startOver(Instant now, DispatchProperties pace) {
        if (isExhausted()) {
            dispatchState = DispatchState.SEARCHING;
            giveUpAt = now;
            return null;
        }
        giveUpAt = later(giveUpAt, now.plus(rules.giveUpAfter()));
        return askQuotes(now, pace);
    }

    private boolean isExhausted() {
        boolean chosenSaidNo = fallback == Fallback.NONE && !attempts.isEmpty();
        return chosenSaidNo || attemptsInVain() >= rules.maxAttempts() || attempts.size() >= MOST_ATTEMPTS;
    }

    private Failure whyNobody() {
        if (fallback == Fallback.NONE && !attempts.isEmpty()) {
            return Failure.CHOSEN_COURIER_SAID_NO;
        }
        return isExhausted() ? Failure.ATTEMPTS_EXHAUSTED : Failure.NO_COURIER;
    }

    private long attemptsInVain() {
        return attempts.stream().filter(Attempt::countsAsTried).count();
    }

    /** Couriers never to be asked again for this delivery. */
    Set<String> tried() {
        return attempts.stream()
                .filter(Attempt::countsAsTried)
                .map(Attempt::courierId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Ask callOff(String reason) {
        Attempt attempt = currentAttempt();
        candidates = List.of();
        if (attempt == null || !attempt.isLive()) {
            return null;
        }
        boolean underWay = dispatchState == DispatchState.WITHDRAWING;
        dispatchState = DispatchState.WITHDRAWING;
        return underWay ? null : new Change.Withdrawal(attempt, reason);
    }

    private Change expire(Failure why, Instant now) {
        failure = why;
        return moveTo(DeliveryStatus.EXPIRED, null, now);
    }

    // ---------------------------------------------------------------- every change ends here

    private Change moveTo(DeliveryStatus next, @Nullable Ask ask, Instant now) {
        if (!status.allows(next)) {
            throw new IllegalStateException("%s cannot go from %s to %s".formatted(id, status, next));
        }
        status = next;
        if (next.isEnd()) {
            settle(next, now);
        }
        return changed("delivery." + next.slug(), ask, now);
    }

    private void settle(DeliveryStatus end, Instant now) {
        Attempt attempt = currentAttempt();
        boolean beingCalledOff = end == DeliveryStatus.CANCELLED && attempt != null && attempt.isLive();
        if (beingCalledOff) {
            return;
        }
        dispatchState = DispatchState.DONE;
        if (attempt != null && attempt.isLive()) {
            replaceCurrent(attempt.ended(Status.COMPLETED, null, now));
        }
    }

    private Change changed(String event, @Nullable Ask ask, Instant now) {
        sequence++;
        updatedAt = now;
        nextDueAt = dueAt();
        courierId = liveCourierId();
        return new Change(event, now, ask);
    }

    private @Nullable String liveCourierId() {
        Attempt attempt = currentAttempt();
        return attempt != null && attempt.isLive() ? attempt.courierId() : null;
    }

    // ---------------------------------------------------------------- who may see it, and what there is to see

    /** Whether this courier's booking lives. */
    boolean isCarriedBy(String courier) {
        return courier.equals(courierId);
    }

    /** Whether this courier's booking lives or was the one that did it: repeating its last report is no error. */
    boolean wasCarriedBy(String courier) {
        Attempt attempt = currentAttempt();
        return attempt != null
                && attempt.courierId().equals(courier)
                && (attempt.isLive() || attempt.status() == Status.COMPLETED);
    }

    private Change recorded(@Nullable Chosen chosen, Change change) {
        return chosen == null
                ? change
                : change.with(DecisionRound.ofOwnChoice(chosen.candidate(), rules, change.occurredAt()));
    }

    /** The current attempt, live or not; null before the first. */
    @Nullable
    Attempt currentAttempt() {
        return attempts.isEmpty() ? null : attempts.getLast();
    }

    String id() {
        return id;
    }

    String retailerId() {
        return retailerId;
    }

    RoutingKey key() {
        return RoutingKey.ofPublicId(id);
    }

    @Nullable
    String externalId() {
        return externalId;
    }

    @Nullable
    String storeId() {
        return storeId;
    }

    String trackingCode() {
        return trackingCode;
    }

    String fingerprint() {
        return fingerprint;
    }

    Decision decision() {
        return Decision.decode(decision);
    }

    /** The step that begins now was routed like this, and so is the work it causes. */
    void follow(Decision newer) {
        decision = newer.encoded();
    }

    long epoch() {
        return epoch;
    }

    long sequence() {
        return sequence;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    DeliveryStatus status() {
        return status;
    }

    DispatchState dispatchState() {
        return dispatchState;
    }

    boolean autoDispatch() {
        return autoDispatch;
    }

    Fallback fallback() {
        return fallback;
    }

    @Nullable
    Instant nextDueAt() {
        return nextDueAt;
    }

    @Nullable
    Instant quotesAt() {
        return quotesAt;
    }

    @Nullable
    Instant askAgainAt() {
        return askAgainAt;
    }

    @Nullable
    Instant giveUpAt() {
        return giveUpAt;
    }

    int quotesAsked() {
        return quotesAsked;
    }

    Consignment consignment() {
        return consignment;
    }

    DispatchRules rules() {
        return rules;
    }

    List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    List<Proof> proofs() {
        return List.copyOf(proofs);
    }

    @Nullable
    Cancellation cancellation() {
        return cancellation;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    private void replaceCurrent(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, attempt);
        attempts = List.copyOf(all);
    }

    private List<Proof> with(List<Proof> more) {
        List<Proof> all = new ArrayList<>(proofs);
        for (Proof proof : more) {
            if (all.stream().noneMatch(known -> known.id().equals(proof.id()))) {
                all.add(proof);
            }
        }
        if (all.size() > MOST_PROOFS) {
            throw new TooManyProofs();
        }
        return List.copyOf(all);
    }

    private static List<Attempt> append(List<Attempt> attempts, Attempt attempt) {
        List<Attempt> all = new ArrayList<>();
        attempts.forEach(before -> all.add(before.past()));
        all.add(attempt);
        return List.copyOf(all);
    }

    private static boolean isDue(@Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a != null && a.isAfter(b) ? a : b;
    }
}
