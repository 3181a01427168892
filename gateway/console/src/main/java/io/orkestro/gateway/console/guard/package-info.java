/** The guard: judges services by what the edges counted, and moves back what is clearly worse than the monolith. */
@NullMarked
package io.orkestro.gateway.console.guard;

import org.jspecify.annotations.NullMarked;
