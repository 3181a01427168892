package io.orkestro.monolith.marketplace.booking;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.Forbidden;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/couriers/{courierId}/bookings}: a courier's own; ops may look on. */
@RestController
@RequestMapping("/v1/couriers/{courierId}/bookings")
class BookingController {

    private final Bookings bookings;
    private final AnswerOffer answers;
    private final IdempotentRequests requests;
    private final Ownership ownership;

    BookingController(
            Bookings bookings,
            AnswerOffer answers,
            IdempotentRequests requests,
            @Qualifier("courierOwnership") Ownership ownership) {
        this.ownership = ownership;
        this.bookings = bookings;
        this.answers = answers;
        this.requests = requests;
    }

    @GetMapping
    Page<BookingResponse> list(
            Caller caller,
            @PathVariable String courierId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        requireItselfOrOps(caller, courierId);
        int size = Limit.of(limit);
        Cursor from = Cursor.decode(cursor);
        if ("requested".equals(status)) {
            // Here a request is an offer in the same moment, so none is ever found between the two.
            return new Page<>(List.of(), null);
        }
        ownership.refresh(courierId);
        BookingStatus only = status == null ? null : statusOf(status);
        org.springframework.data.domain.Limit rows = org.springframework.data.domain.Limit.of(size + 1);
        List<Booking> found = from == null
                ? bookings.newest(courierId, only, rows)
                : bookings.newestBefore(courierId, only, from.at(), from.id(), rows);
        return Page.of(
                        found.stream().map(Booking::snapshot).toList(),
                        size,
                        booking -> new Cursor(booking.requestedAt(), booking.id()))
                .map(BookingResponse::of);
    }

    @GetMapping("/{bookingId}")
    BookingResponse get(Caller caller, @PathVariable String courierId, @PathVariable String bookingId) {
        requireItselfOrOps(caller, courierId);
        ownership.refresh(courierId);
        return BookingResponse.of(own(courierId, bookingId));
    }

    @PostMapping("/{bookingId}/accept")
    ResponseEntity<?> accept(
            Caller caller,
            PostedRequest posted,
            @PathVariable String courierId,
            @PathVariable String bookingId,
            @Valid @RequestBody(required = false) @Nullable AcceptBookingRequest body) {
        Acceptance acceptance = body == null ? Acceptance.BARE : body.acceptance();
        return move(caller, posted, courierId, () -> answers.accept(courierId, bookingId, acceptance));
    }

    @PostMapping("/{bookingId}/reject")
    ResponseEntity<?> reject(
            Caller caller,
            PostedRequest posted,
            @PathVariable String courierId,
            @PathVariable String bookingId,
            @Valid @RequestBody EndBookingRequest body) {
        return move(caller, posted, courierId, () -> answers.reject(courierId, bookingId, body.reason()));
    }

    @PostMapping("/{bookingId}/drop")
    ResponseEntity<?> drop(
            Caller caller,
            PostedRequest posted,
            @PathVariable String courierId,
            @PathVariable String bookingId,
            @Valid @RequestBody EndBookingRequest body) {
        return move(caller, posted, courierId, () -> answers.drop(courierId, bookingId, body.reason()));
    }

    private ResponseEntity<?> move(Caller caller, PostedRequest posted, String courierId, Supplier<Transition> step) {
        requireItself(caller, courierId);
        return ownership.write(
                courierId,
                () -> requests.once(posted, courierId, () -> {
                    Transition transition = step.get();
                    if (transition instanceof Transition.Illegal(BookingSnapshot booking)) {
                        throw new InvalidBookingTransition(booking);
                    }
                    return ResponseEntity.ok(BookingResponse.of(transition.booking()));
                }));
    }

    private BookingSnapshot own(String courierId, String bookingId) {
        return bookings.findById(bookingId)
                .map(Booking::snapshot)
                .filter(booking -> booking.courierId().equals(courierId))
                .orElseThrow(() -> new NotFound("booking", bookingId));
    }

    private static void requireItself(Caller caller, String courierId) {
        if (!caller.courierId().equals(courierId)) {
            throw new NotFound("courier", courierId);
        }
    }

    private static void requireItselfOrOps(Caller caller, String courierId) {
        if (caller.isRetailer()) {
            throw new Forbidden("This needs a courier's or an ops API key.");
        }
        if (!caller.isOps()) {
            requireItself(caller, courierId);
        }
    }

    private static BookingStatus statusOf(String status) {
        return Arrays.stream(BookingStatus.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(status))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("status", "unknown_value", "There is no such status"));
    }
}
