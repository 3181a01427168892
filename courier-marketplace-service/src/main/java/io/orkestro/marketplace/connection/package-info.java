/** Couriers with an API of their own: offers go out to them, and what they tell comes in. */
@NullMarked
package io.orkestro.marketplace.connection;

import org.jspecify.annotations.NullMarked;
