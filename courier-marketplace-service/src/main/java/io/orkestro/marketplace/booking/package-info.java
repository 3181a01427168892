/** A courier's obligation to carry one attempt: offered, answered, ended; and the calls to couriers it takes. */
@NullMarked
package io.orkestro.marketplace.booking;

import org.jspecify.annotations.NullMarked;
