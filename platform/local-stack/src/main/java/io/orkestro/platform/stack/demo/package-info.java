/** A retailer, a few courier fleets, and one narrated delivery: the public API as its users see it. */
@NullMarked
package io.orkestro.platform.stack.demo;

import org.jspecify.annotations.NullMarked;
