/** A retailer's own policy: which couriers, in what order, within what limits, and the record of each choice. */
@NullMarked
package io.orkestro.dispatch.rule;

import org.jspecify.annotations.NullMarked;
