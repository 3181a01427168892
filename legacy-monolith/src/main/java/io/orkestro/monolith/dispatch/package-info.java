/** A delivery's life, from request to hand-over; chooses the courier by the retailer's rules. */
@NullMarked
package io.orkestro.monolith.dispatch;

import org.jspecify.annotations.NullMarked;
