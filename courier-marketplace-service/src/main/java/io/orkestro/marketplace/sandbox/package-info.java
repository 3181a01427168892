/** Six courier fleets that exist only here, for trials and tests: from reliable to chaotic. */
@NullMarked
package io.orkestro.marketplace.sandbox;

import org.jspecify.annotations.NullMarked;
