package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.dispatch.consignment.Amendment.StopAmendment;
import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.web.problem.Problem.FieldError;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * An order of a retailer's and what became of it. Shops tell of it twice, late and in any order: of two tellings the one
 * with the later time counts, and what was called off stays so. Its delivery's id is known before there is one, as it
 * follows from the order's own.
 *
 * <p>Transitions return what is to be asked of dispatch; nothing else leaves an order.
 */
@Entity
@Table(name = "shop_order")
class Order {

    static final FieldError AWAITS_CONFIRMATION =
            new FieldError("", "awaiting_confirmation", "The connection holds orders until somebody lets them go");

    /** After so long without an answer dispatch is asked once more, by whichever side serves then. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

    /** What is to be asked of whoever dispatches. */
    sealed interface Ask {

        record Delivery(DeliveryOrder order) implements Ask {}

        record Change(Amendment amendment) implements Ask {}

        record Cancellation() implements Ask {}
    }

    @Id
    private String id;

    private String retailerId;
    private String source;
    private String kind;
    private @Nullable String connectionId;
    private String shopOrderId;
    private String number;
    private Instant changedAt;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<FieldError> reasons;

    /** The newest the shop said; null where all it said is that it called the order off. */
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ShopOrder told;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Corrections corrections;

    private boolean confirmed;

    /** What dispatch was asked for, as it is by now. */
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable DeliveryOrder asked;

    private String externalId;
    private String deliveryId;
    private @Nullable String deliveryStatus;
    private long deliverySequence;
    private @Nullable String trackingUrl;

    /** When dispatch is asked again; null where nothing is waited for. Whoever looks for what is due reads it in SQL. */
    private @Nullable Instant dueAt;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Order() {}

    private Order(OrderName name, Instant changedAt, Instant now) {
        this.id = name.id();
        this.retailerId = name.origin().retailerId();
        this.source = name.origin().source();
        this.kind = name.origin().kind();
        this.connectionId = name.origin().connectionId();
        this.shopOrderId = name.shopOrderId();
        this.number = name.shopOrderId();
        this.externalId = name.externalId();
        this.deliveryId = name.deliveryId();
        this.changedAt = changedAt;
        this.status = OrderStatus.HELD;
        this.reasons = List.of();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A new one, of which the shop has told. */
    record Born(Order order, List<Ask> asks) {}

    static Born told(OrderName name, ShopOrder told, Made made, Instant now) {
        Order order = new Order(name, told.changedAt(), now);
        return new Born(order, order.told(told, made, name.origin().mapping(), now));
    }

    /** Called off before it was heard of, and so it stays. */
    static Order neverToBe(OrderName name, Instant changedAt, Instant now) {
        Order order = new Order(name, changedAt, now);
        order.status = OrderStatus.CANCELLED;
        return order;
    }

    // ---------------------------------------------------------------- what the shop says

    private boolean isNewerThan(Instant other) {
        return changedAt.isAfter(other);
    }

    /** @param made of it, with this order's corrections */
    List<Ask> told(ShopOrder news, Made made, Mapping mapping, Instant now) {
        if (isNewerThan(news.changedAt())
                || status == OrderStatus.CANCELLED
                || (isWithDispatch() && news.equals(told))) {
            return List.of();
        }
        told = news;
        number = news.number();
        changedAt = news.changedAt();
        updatedAt = now;
        if (news.isCancelled()) {
            return callOff();
        }
        return switch (status) {
            case HELD, IGNORED -> settle(made, mapping, now);
            case WAITING, ACCEPTED -> follow(made);
            case DISMISSED, CANCELLED -> List.of();
        };
    }

    List<Ask> cancelledByShop(Instant at, Instant now) {
        if (status == OrderStatus.CANCELLED) {
            return List.of();
        }
        changedAt = at.isAfter(changedAt) ? at : changedAt;
        updatedAt = now;
        return callOff();
    }

    private List<Ask> callOff() {
        boolean maybeUnderWay = isWithDispatch();
        status = OrderStatus.CANCELLED;
        reasons = List.of();
        dueAt = null;
        return maybeUnderWay ? List.of(new Ask.Cancellation()) : List.of();
    }

    private List<Ask> settle(Made made, Mapping mapping, Instant now) {
        return switch (made) {
            case Made.Nothing nothing -> {
                status = OrderStatus.IGNORED;
                reasons = List.of(nothing.why());
                yield List.of();
            }
            case Made.Unfit unfit -> {
                status = OrderStatus.HELD;
                reasons = unfit.reasons();
                yield List.of();
            }
            case Made.Deliverable deliverable -> {
                if (!mapping.isAutomatic() && !confirmed) {
                    status = OrderStatus.HELD;
                    reasons = List.of(AWAITS_CONFIRMATION);
                    yield List.of();
                }
                yield ask(deliverable.order(), now);
            }
        };
    }

    private List<Ask> ask(DeliveryOrder order, Instant now) {
        status = OrderStatus.WAITING;
        reasons = List.of();
        asked = order;
        dueAt = now.plus(PATIENCE);
        return List.of(new Ask.Delivery(order));
    }

    /** What of a change a delivery can still follow; the rest is for people to know. */
    private List<Ask> follow(Made made) {
        DeliveryOrder before = Objects.requireNonNull(asked);
        if (!(made instanceof Made.Deliverable(DeliveryOrder wanted))) {
            reasons = List.of(
                    tooLate("The shop has changed the order since it became a delivery, which goes on as it was"));
            return List.of();
        }
        List<FieldError> late = new ArrayList<>();
        if (!samePlace(before.dropoff(), wanted.dropoff())) {
            late.add(tooLate(
                    "The shop has changed the address since this became a delivery, which goes to the one before"));
        }
        if (!before.items().equals(wanted.items())) {
            late.add(tooLate("The shop has changed what is in the order since it became a delivery"));
        }
        reasons = late;
        StopAmendment dropoff = new StopAmendment(
                changed(before.dropoff().instructions(), wanted.dropoff().instructions()),
                changed(before.dropoff().phone(), wanted.dropoff().phone()),
                null,
                null);
        if (dropoff.instructions() == null && dropoff.phone() == null) {
            return List.of();
        }
        Amendment amendment = new Amendment(null, dropoff, null, null);
        asked = before.withDropoff(dropoff.appliedTo(before.dropoff()));
        return List.of(new Ask.Change(amendment));
    }

    /** Whether there is a delivery, or may be one soon. */
    private boolean isWithDispatch() {
        return status == OrderStatus.WAITING || status == OrderStatus.ACCEPTED;
    }

    private static boolean samePlace(Stop before, Stop wanted) {
        return before.address().equals(wanted.address()) && before.name().equals(wanted.name());
    }

    private static @Nullable String changed(@Nullable String before, @Nullable String wanted) {
        return Objects.equals(before, wanted) ? null : wanted;
    }

    private static FieldError tooLate(String message) {
        return new FieldError("", "changed_too_late", message);
    }

    // ---------------------------------------------------------------- what people say

    /** @param made with those corrections */
    List<Ask> letGo(Corrections all, Made made, Mapping mapping, Instant now) {
        if (status != OrderStatus.HELD) {
            throw new NotHeld(id, status);
        }
        corrections = all;
        confirmed = true;
        updatedAt = now;
        return settle(made, mapping, now);
    }

    void dismiss(Instant now) {
        if (status == OrderStatus.DISMISSED) {
            return;
        }
        if (status != OrderStatus.HELD) {
            throw new NotHeld(id, status);
        }
        status = OrderStatus.DISMISSED;
        reasons = List.of();
        updatedAt = now;
    }

    // ---------------------------------------------------------------- what dispatch says

    void accepted(Instant now) {
        dueAt = null;
        if (status == OrderStatus.WAITING) {
            status = OrderStatus.ACCEPTED;
            updatedAt = now;
        }
    }

    void refused(List<FieldError> why, Instant now) {
        dueAt = null;
        if (status == OrderStatus.WAITING) {
            status = OrderStatus.HELD;
            reasons = List.copyOf(why);
            asked = null;
            updatedAt = now;
        }
    }

    /** A change or a cancellation came too late for its delivery. */
    void notChanged(FieldError why, Instant now) {
        reasons = List.of(why);
        updatedAt = now;
    }

    /** @return whether it is news */
    boolean heard(String statusNow, long sequence, @Nullable String url, Instant now) {
        if (sequence <= deliverySequence) {
            return false;
        }
        accepted(now);
        deliverySequence = sequence;
        boolean isOther = !statusNow.equals(deliveryStatus);
        deliveryStatus = statusNow;
        trackingUrl = url;
        updatedAt = now;
        return isOther;
    }

    /**
     * Dispatch has been silent for too long. Each time it is given as long as it has had: where it is only behind, asking at
     * a steady pace would put it further behind.
     */
    Optional<Ask> askAgain(Instant now) {
        if (status != OrderStatus.WAITING || asked == null) {
            dueAt = null;
            return Optional.empty();
        }
        long waited = Duration.between(updatedAt, now).toMillis();
        dueAt = now.plusMillis(Math.clamp(waited, PATIENCE.toMillis(), LONGEST_PATIENCE.toMillis()));
        return Optional.of(new Ask.Delivery(asked));
    }

    // ---------------------------------------------------------------- what can be asked of it

    String id() {
        return id;
    }

    String retailerId() {
        return retailerId;
    }

    String source() {
        return source;
    }

    String kind() {
        return kind;
    }

    @Nullable
    String connectionId() {
        return connectionId;
    }

    String shopOrderId() {
        return shopOrderId;
    }

    String number() {
        return number;
    }

    OrderStatus status() {
        return status;
    }

    List<FieldError> reasons() {
        return reasons;
    }

    @Nullable
    ShopOrder told() {
        return told;
    }

    Corrections corrections() {
        return corrections == null ? Corrections.NONE : corrections;
    }

    String externalId() {
        return externalId;
    }

    String deliveryId() {
        return deliveryId;
    }

    @Nullable
    String deliveryStatus() {
        return deliveryStatus;
    }

    @Nullable
    String trackingUrl() {
        return trackingUrl;
    }

    @Nullable
    Instant dueAt() {
        return dueAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /** How often it has changed. */
    long version() {
        return version == null ? -1 : version;
    }
}
