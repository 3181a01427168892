/** Couriers, what they can carry and for how much, and bookings with them. */
@NullMarked
package io.orkestro.marketplace;

import org.jspecify.annotations.NullMarked;
