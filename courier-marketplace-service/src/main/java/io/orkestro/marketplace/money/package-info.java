/** Amounts of money in minor units. */
@NullMarked
package io.orkestro.marketplace.money;

import org.jspecify.annotations.NullMarked;
