package io.orkestro.marketplace.adapter;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An adapter to couriers with an API of their own. It keeps no state but tokens, is called from many threads, outside any
 * transaction, and after a crash again.
 */
public interface CourierProvider extends LiveQuotes {

    /** Its name in settings and addresses; lower case and hyphens. */
    String kind();

    /**
     * Looks at the account without calling anyone.
     *
     * @throws InvalidCourierAccount where the courier cannot be called with it
     */
    void check(CourierAccount account);

    /** The same booking may be offered again; the courier has it once. */
    OfferReply offer(CourierAccount account, OfferedJob job, Duration budget);

    /**
     * Takes a job back. The same one may be taken back again.
     *
     * @param deliveryId the courier's own, as it was last told; null where the offer's outcome is not known
     */
    WithdrawalReply withdraw(CourierAccount account, String bookingId, @Nullable String deliveryId, Duration budget);

    /**
     * Reads what was posted to us in the courier's name.
     *
     * @param header the value of a header by its name in any case; null where it is missing
     * @param body as it came
     */
    Inbound receive(CourierAccount account, Function<String, @Nullable String> header, byte[] body);
}
