package io.orkestro.monolith.marketplace.sandbox;

import io.orkestro.monolith.marketplace.booking.BookingSnapshot;
import io.orkestro.monolith.marketplace.booking.Driver;
import io.orkestro.monolith.marketplace.courier.Requirement;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A driver's report to dispatch, with the proofs that belong to it. */
record CourierReported(
        String deliveryId,
        int attempt,
        String bookingId,
        String courierId,
        ReportedStatus status,
        Instant occurredAt,
        Driver driver,
        @Nullable List<Proof> proofs,
        @Nullable Instant dropoffEta) {

    private static final String TYPE = "courier.reported.v1";
    private static final String PNG = "image/png";

    /** Nobody told the sandbox which; every recipient there knows this one. */
    private static final String PIN = "1234";

    private static final int OLD_ENOUGH = 30;

    /** Evidence of a hand-over. */
    record Proof(
            String type,
            String stop,
            @Nullable String contentType,
            @Nullable String contentBase64,
            @Nullable String value) {

        static Proof picture(String type, byte[] png) {
            return new Proof(type, "dropoff", PNG, Base64.getEncoder().encodeToString(png), null);
        }

        static Proof value(String type, String value) {
            return new Proof(type, "dropoff", null, null, value);
        }
    }

    static Message of(
            BookingSnapshot booking,
            Driver driver,
            ReportedStatus status,
            Instant occurredAt,
            @Nullable Instant dropoffEta,
            Decision decision) {
        return Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                decision.of(Capability.DISPATCH),
                TYPE,
                booking.deliveryId(),
                decision,
                new CourierReported(
                        booking.deliveryId(),
                        booking.attempt(),
                        booking.id(),
                        booking.courierId(),
                        status,
                        occurredAt,
                        driver,
                        status == ReportedStatus.DELIVERED ? proofsFor(booking) : null,
                        dropoffEta));
    }

    private static @Nullable List<Proof> proofsFor(BookingSnapshot booking) {
        List<Proof> proofs = new ArrayList<>();
        boolean hasPhoto = false;
        for (Requirement requirement :
                booking.job().load().requirements().stream().sorted().toList()) {
            switch (requirement) {
                case SIGNATURE -> proofs.add(Proof.picture("signature", TinyPicture.signature()));
                case PHOTO -> {
                    proofs.add(Proof.picture("photo", TinyPicture.parcel()));
                    hasPhoto = true;
                }
                case PIN -> proofs.add(Proof.value("pin", PIN));
                case BARCODE -> proofs.add(Proof.value("barcode", booking.deliveryId()));
                case AGE_CHECK, TWO_PERSON, COLD, UPRIGHT -> {}
            }
        }
        if (booking.job().load().minimumAge() != null
                || booking.job().load().requirements().contains(Requirement.AGE_CHECK)) {
            proofs.add(Proof.value("age_check", Integer.toString(OLD_ENOUGH)));
        }
        if (!hasPhoto && booking.job().deliverableAction().equals("leave_at_door")) {
            proofs.add(Proof.picture("photo", TinyPicture.parcel()));
        }
        return proofs.isEmpty() ? null : List.copyOf(proofs);
    }
}
