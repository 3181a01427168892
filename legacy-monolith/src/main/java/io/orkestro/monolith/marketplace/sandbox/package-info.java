/** Six courier fleets that exist only here, for trials and tests: from reliable to chaotic. */
@NullMarked
package io.orkestro.monolith.marketplace.sandbox;

import org.jspecify.annotations.NullMarked;
