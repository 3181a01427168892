/** Couriers, what they can carry and for how much, and the bookings with them. */
@NullMarked
package io.orkestro.marketplace;

import org.jspecify.annotations.NullMarked;
