/** Deliveries as operations look for them: who owns one and what happened, from its events. */
@NullMarked
package io.orkestro.gateway.console.delivery;

import org.jspecify.annotations.NullMarked;
