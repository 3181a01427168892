/** Tracking on two sides: what nobody owns is told, not claimed. Ends with stage {@code 4 Complete}. */
@NullMarked
package io.orkestro.tracking.transition;

import org.jspecify.annotations.NullMarked;
