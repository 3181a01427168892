/** Amounts of money in minor units. */
@NullMarked
package io.orkestro.monolith.money;

import org.jspecify.annotations.NullMarked;
