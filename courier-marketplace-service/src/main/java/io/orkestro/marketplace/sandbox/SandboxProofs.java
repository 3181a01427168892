package io.orkestro.marketplace.sandbox;

import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.report.CourierReported.Proof;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sandbox drivers bring back from the door. */
final class SandboxProofs {

    /** Nobody told the sandbox which; every recipient there knows this one. */
    private static final String PIN = "1234";

    private static final int OLD_ENOUGH = 30;

    private SandboxProofs() {}

    /** Null where none is asked for. */
    static @Nullable List<Proof> of(BookingSnapshot booking) {
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
