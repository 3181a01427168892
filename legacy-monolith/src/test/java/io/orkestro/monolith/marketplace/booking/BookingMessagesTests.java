package io.orkestro.monolith.marketplace.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who hears what, on which side. */
class BookingMessagesTests {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Decision DISPATCH_IS_A_SERVICE = Decision.decode("SMMM");

    private final List<Message> said = new ArrayList<>();
    private final BookingMessages messages = new BookingMessages(new Outbox() {
        @Override
        public UUID append(Message message) {
            said.add(message);
            return new UUID(0, said.size());
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    });

    @Test
    void aChangeIsOneEventForEveryoneAndOneAnswerForTheDecidedSide() {
        Booking booking = offered();
        booking.confirm(Acceptance.BARE, NOW);
        messages.announce(booking.snapshot(), DISPATCH_IS_A_SERVICE);

        assertThat(said).extracting(Message::type).containsExactly("booking.changed.v1", "booking.confirmed.v1");
        assertThat(said.getFirst().addressee()).isNull();
        assertThat(said.getFirst().subject()).isEqualTo("bkg_pedal_1");
        assertThat(said.getFirst().sequence()).isEqualTo(2);
        assertThat(said.getLast().addressee()).isEqualTo(Side.SERVICE);
        assertThat(said.getLast().subject()).isEqualTo("dlv_acme_1");
        assertThat(said.getLast().decision()).isEqualTo(DISPATCH_IS_A_SERVICE);
    }

    @Test
    void anOfferAndACompletionAreNoAnswers() {
        Booking booking = offered();
        messages.announce(booking.snapshot(), DISPATCH_IS_A_SERVICE);
        booking.confirm(Acceptance.BARE, NOW);
        booking.complete(NOW);
        messages.announce(booking.snapshot(), DISPATCH_IS_A_SERVICE);
        assertThat(said).extracting(Message::type).containsOnly("booking.changed.v1");
    }

    @Test
    void aPickupIsNotAnotherYes() {
        Booking booking = offered();
        booking.confirm(Acceptance.BARE, NOW);
        booking.pickUp(NOW);
        messages.announce(booking.snapshot(), DISPATCH_IS_A_SERVICE);
        assertThat(said).extracting(Message::type).containsExactly("booking.changed.v1");
    }

    @Test
    void whoHearsOfABookingIsForItsDeliverysKeyToSay() {
        assertThat(offered().snapshot().deliveryKey()).isEqualTo(new RoutingKey("acme"));
    }

    private static Booking offered() {
        BookingRequestedMessage request = SampleBookings.request(NOW.plusSeconds(60));
        return Booking.offered(request, SampleBookings.job(request.load()), DISPATCH_IS_A_SERVICE, NOW);
    }
}
