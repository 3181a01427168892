/** One capability on two sides: deliveries and dispatch rules are handed over. Ends with stage {@code 4 Complete}. */
@NullMarked
package io.orkestro.monolith.dispatch.transition;

import org.jspecify.annotations.NullMarked;
