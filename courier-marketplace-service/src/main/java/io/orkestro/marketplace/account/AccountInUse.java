package io.orkestro.marketplace.account;

import io.orkestro.platform.web.problem.Refusal;

/** Bookings with the courier are alive: nobody could be told of their end. */
final class AccountInUse extends Refusal {

    AccountInUse(String courierId) {
        super(
                409,
                "account_in_use",
                "The account is in use",
                "Courier \"%s\" has live bookings. Pause it, wait for them to end, then delete its account."
                        .formatted(courierId));
    }
}
