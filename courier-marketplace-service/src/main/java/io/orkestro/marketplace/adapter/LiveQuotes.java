package io.orkestro.marketplace.adapter;

import io.orkestro.marketplace.load.Load;
import java.time.Duration;

/** Asks couriers for their prices while somebody waits. */
public interface LiveQuotes {

    /**
     * @param budget what the answer may take; past it the courier is unreachable
     */
    LiveQuote quote(CourierAccount account, Load load, Duration budget);
}
