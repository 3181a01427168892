/** A delivery's life, from request to hand-over, and the choice of its courier by the retailer's rules. */
@NullMarked
package io.orkestro.dispatch;

import org.jspecify.annotations.NullMarked;
