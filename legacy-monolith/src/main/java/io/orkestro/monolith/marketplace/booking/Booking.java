package io.orkestro.monolith.marketplace.booking;

import io.orkestro.platform.routing.Decision;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A courier's obligation to carry one attempt, from the offer on. Only the marketplace ends it, and a delivery has one
 * live booking at most.
 */
@Entity
@Table(name = "booking")
class Booking {

    static final String NO_ANSWER = "no_answer";
    static final String DROPPED_OUT = "dropped_out";
    static final String ENDED_ELSEWHERE = "ended_elsewhere";
    static final String DELIVERY_ENDED = "delivery_ended";

    @Id
    private String id;

    private String courierId;
    private String deliveryId;
    private int attempt;

    @Enumerated(EnumType.STRING)
    private BookingStatus status;

    private @Nullable String reason;
    private @Nullable String note;

    @JdbcTypeCode(SqlTypes.JSON)
    private Job job;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Driver driver;

    private @Nullable Instant pickupEta;
    private @Nullable Instant dropoffEta;
    private Instant answerBy;

    /** For the timer's query. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable Instant dueAt;

    private String decision;

    /** Whether it belongs to a courier of the other side. */
    @SuppressWarnings("UnusedVariable")
    private boolean replica;

    private Instant requestedAt;
    private @Nullable Instant answeredAt;
    private @Nullable Instant pickedUpAt;
    private @Nullable Instant endedAt;
    private long epoch;
    private long sequence;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected Booking() {}

    private Booking(
            BookingRequestedMessage request,
            Job job,
            BookingStatus status,
            Decision decision,
            long epoch,
            Instant now) {
        this.id = request.bookingId();
        this.courierId = request.courierId();
        this.deliveryId = request.deliveryId();
        this.attempt = request.attempt();
        this.status = status;
        this.job = job;
        this.answerBy = request.answerBy();
        this.decision = decision.encoded();
        this.requestedAt = toMillis(now);
        this.epoch = epoch;
        this.sequence = 1;
    }

    /** The courier is to be asked. */
    static Booking offered(BookingRequestedMessage request, Job job, Decision decision, long epoch, Instant now) {
        Booking booking = new Booking(request, job, BookingStatus.OFFERED, decision, epoch, now);
        booking.dueAt = booking.answerBy;
        return booking;
    }

    /** Over before the courier heard of it; kept, so that the same request again gets the same answer. */
    static Booking stillborn(
            BookingRequestedMessage request,
            Job job,
            BookingStatus end,
            String reason,
            Decision decision,
            long epoch,
            Instant now) {
        Booking booking = new Booking(request, job, end, decision, epoch, now);
        booking.reason = reason;
        booking.endedAt = booking.requestedAt;
        return booking;
    }

    /** As the other side tells of it. */
    static Booking copied(BookingSnapshot snapshot) {
        Booking booking = new Booking();
        booking.id = snapshot.id();
        booking.courierId = snapshot.courierId();
        booking.deliveryId = snapshot.deliveryId();
        booking.attempt = snapshot.attempt();
        booking.job = snapshot.job();
        booking.answerBy = snapshot.answerBy();
        booking.requestedAt = snapshot.requestedAt();
        booking.decision = snapshot.decision();
        booking.status = snapshot.status();
        return booking;
    }

    /** @param replica whether its courier is the other side's */
    void become(BookingSnapshot snapshot, boolean replica) {
        this.status = snapshot.status();
        this.reason = snapshot.reason();
        this.note = snapshot.note();
        this.driver = snapshot.driver();
        this.pickupEta = snapshot.pickupEta();
        this.dropoffEta = snapshot.dropoffEta();
        this.answeredAt = snapshot.answeredAt();
        this.pickedUpAt = snapshot.pickedUpAt();
        this.endedAt = snapshot.endedAt();
        this.epoch = snapshot.epoch();
        this.sequence = snapshot.sequence();
        this.dueAt = status == BookingStatus.OFFERED ? answerBy : null;
        this.replica = replica;
    }

    /** Its courier came here without it: it is over, and how will be heard. */
    void lose(Instant now) {
        this.status = BookingStatus.WITHDRAWN;
        this.reason = ENDED_ELSEWHERE;
        this.endedAt = toMillis(now);
        this.dueAt = null;
    }

    /** What was lost here may be told again: news of it and of its courier come in any order. */
    boolean isAtLeastAsNew(BookingSnapshot told) {
        boolean lost = status == BookingStatus.WITHDRAWN && ENDED_ELSEWHERE.equals(reason);
        return lost ? sequence > told.sequence() : sequence >= told.sequence();
    }

    /** The courier says yes. */
    Transition confirm(Acceptance acceptance, Instant now) {
        return switch (status) {
            case OFFERED -> now.isAfter(answerBy) ? illegal() : confirmed(acceptance, now);
            case CONFIRMED -> repeated();
            case REJECTED, EXPIRED, WITHDRAWN, COMPLETED -> illegal();
        };
    }

    private Transition confirmed(Acceptance acceptance, Instant now) {
        this.driver = acceptance.driver();
        this.pickupEta = acceptance.pickupEta();
        this.dropoffEta = acceptance.dropoffEta();
        this.answeredAt = toMillis(now);
        return move(BookingStatus.CONFIRMED);
    }

    /** The courier says no. */
    Transition reject(String why, Instant now) {
        return switch (status) {
            case OFFERED -> {
                this.answeredAt = toMillis(now);
                yield end(BookingStatus.REJECTED, why, now);
            }
            case REJECTED -> repeated();
            case CONFIRMED, EXPIRED, WITHDRAWN, COMPLETED -> illegal();
        };
    }

    /** The courier takes its yes back; once it has the goods it cannot. */
    Transition drop(String why, Instant now) {
        return switch (status) {
            case CONFIRMED -> {
                if (pickedUpAt != null) {
                    yield illegal();
                }
                this.note = why;
                yield end(BookingStatus.WITHDRAWN, DROPPED_OUT, now);
            }
            case WITHDRAWN -> DROPPED_OUT.equals(reason) ? repeated() : illegal();
            case OFFERED, REJECTED, EXPIRED, COMPLETED -> illegal();
        };
    }

    /** Time is up, where it is. */
    Transition expire(Instant now) {
        return switch (status) {
            case OFFERED -> now.isBefore(answerBy) ? repeated() : end(BookingStatus.EXPIRED, NO_ANSWER, now);
            case CONFIRMED, REJECTED, EXPIRED, WITHDRAWN, COMPLETED -> repeated();
        };
    }

    /** Dispatch takes it back; what has ended stays as it ended. */
    Transition withdraw(String why, Instant now) {
        return switch (status) {
            case OFFERED, CONFIRMED -> end(BookingStatus.WITHDRAWN, why, now);
            case REJECTED, EXPIRED, WITHDRAWN, COMPLETED -> repeated();
        };
    }

    /** The goods are with the driver. */
    Transition pickUp(Instant now) {
        return switch (status) {
            case CONFIRMED -> {
                if (pickedUpAt != null) {
                    yield repeated();
                }
                this.pickedUpAt = toMillis(now);
                yield move(BookingStatus.CONFIRMED);
            }
            case OFFERED, REJECTED, EXPIRED, WITHDRAWN, COMPLETED -> repeated();
        };
    }

    /** The delivery has reached its end with this courier. */
    Transition complete(Instant now) {
        return switch (status) {
            case CONFIRMED -> end(BookingStatus.COMPLETED, null, now);
            case OFFERED -> end(BookingStatus.WITHDRAWN, DELIVERY_ENDED, now);
            case REJECTED, EXPIRED, WITHDRAWN, COMPLETED -> repeated();
        };
    }

    private Transition end(BookingStatus end, @Nullable String why, Instant now) {
        this.reason = why;
        this.endedAt = toMillis(now);
        return move(end);
    }

    private Transition move(BookingStatus to) {
        this.status = to;
        this.dueAt = null;
        this.sequence++;
        return new Transition.Moved(snapshot());
    }

    private Transition repeated() {
        return new Transition.Repeated(snapshot());
    }

    private Transition illegal() {
        return new Transition.Illegal(snapshot());
    }

    private static Instant toMillis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    BookingSnapshot snapshot() {
        return new BookingSnapshot(
                id,
                courierId,
                deliveryId,
                attempt,
                status,
                reason,
                note,
                job,
                driver,
                pickupEta,
                dropoffEta,
                answerBy,
                requestedAt,
                answeredAt,
                pickedUpAt,
                endedAt,
                decision,
                epoch,
                sequence);
    }
}
