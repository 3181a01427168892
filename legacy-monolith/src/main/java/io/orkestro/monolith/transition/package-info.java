/** What of the monolith goes with which capability. Ends with the monolith. */
@NullMarked
package io.orkestro.monolith.transition;

import org.jspecify.annotations.NullMarked;
