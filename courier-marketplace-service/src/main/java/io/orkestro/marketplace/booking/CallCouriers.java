package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import io.orkestro.platform.backend.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Makes the calls, outside any transaction, and takes the answers to the use cases. */
@Component
class CallCouriers {

    private static final Logger log = LoggerFactory.getLogger(CallCouriers.class);

    private final Couriers couriers;
    private final Bookings bookings;
    private final CourierCalls calls;
    private final AnswerOffer answers;
    private final List<CourierAdapter> adapters;
    private final Ownership ownership;

    CallCouriers(
            Couriers couriers,
            Bookings bookings,
            CourierCalls calls,
            AnswerOffer answers,
            List<CourierAdapter> adapters,
            @Qualifier("courierOwnership") Ownership ownership) {
        this.ownership = ownership;
        this.couriers = couriers;
        this.bookings = bookings;
        this.calls = calls;
        this.answers = answers;
        this.adapters = List.copyOf(adapters);
    }

    void make(CourierCall call) {
        Optional<Courier> courier = couriers.findById(call.courierId());
        Optional<CourierAdapter> adapter = courier.flatMap(
                known -> adapters.stream().filter(each -> each.serves(known)).findFirst());
        Optional<BookingSnapshot> booking = bookings.findById(call.bookingId()).map(Booking::snapshot);
        if (courier.isEmpty() || adapter.isEmpty() || booking.isEmpty()) {
            calls.done(call);
            return;
        }
        if (!adapter.get().isBornHere() && !ownership.isOwn(courier.get().epoch())) {
            // It went to the other side with its courier.
            calls.done(call);
            return;
        }
        switch (call.kind()) {
            case OFFER -> offer(call, adapter.get(), courier.get(), booking.get());
            case WITHDRAW -> finish(call, adapter.get().withdraw(courier.get(), booking.get()));
            case MESSAGE ->
                finish(
                        call,
                        adapter.get()
                                .message(
                                        courier.get(),
                                        booking.get(),
                                        Objects.requireNonNull(call.messageId()),
                                        Objects.requireNonNull(call.text())));
        }
    }

    private void offer(CourierCall call, CourierAdapter adapter, Courier courier, BookingSnapshot booking) {
        if (booking.status() != BookingStatus.OFFERED) {
            calls.done(call);
            return;
        }
        switch (adapter.offer(courier, booking)) {
            case CourierAdapter.Reply.Accepted(Acceptance acceptance) -> {
                Transition transition =
                        ownership.write(courier.id(), () -> answers.accept(courier.id(), booking.id(), acceptance));
                if (transition instanceof Transition.Illegal) {
                    // It said yes to what is over: it must not set out.
                    calls.withdraw(transition.booking());
                }
                calls.done(call);
            }
            case CourierAdapter.Reply.Refused(String reason) -> {
                ownership.write(courier.id(), () -> answers.reject(courier.id(), booking.id(), reason));
                calls.done(call);
            }
            case CourierAdapter.Reply.Later() -> calls.done(call);
            case CourierAdapter.Reply.Unreachable(String detail, Duration retryAfter) -> {
                log.warn(
                        "{} could not be offered {} (try {}): {}", courier.id(), booking.id(), call.attempts(), detail);
                calls.again(call, retryAfter == null ? Duration.ZERO : retryAfter);
            }
        }
    }

    private void finish(CourierCall call, CourierAdapter.Heard heard) {
        switch (heard) {
            case YES -> calls.done(call);
            case NOT_YET -> calls.again(call, Duration.ZERO);
        }
    }
}
