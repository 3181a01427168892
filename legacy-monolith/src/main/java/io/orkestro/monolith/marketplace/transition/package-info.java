/** Couriers on two sides: they are handed over with their live bookings. Ends with stage {@code 4 Complete}. */
@NullMarked
package io.orkestro.monolith.marketplace.transition;

import org.jspecify.annotations.NullMarked;
