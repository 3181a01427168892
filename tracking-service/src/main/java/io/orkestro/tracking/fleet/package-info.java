/** A retailer's deliveries that are under way, all at once: as data, as a stream, as a page with a map. */
@NullMarked
package io.orkestro.tracking.fleet;

import org.jspecify.annotations.NullMarked;
