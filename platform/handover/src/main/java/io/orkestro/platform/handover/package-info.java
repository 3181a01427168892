/** Owned aggregates on two sides: claim, surrender, replicas. Temporary: it goes when the monolith goes. */
@NullMarked
package io.orkestro.platform.handover;

import org.jspecify.annotations.NullMarked;
