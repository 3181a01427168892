/** Amounts of money in minor units. */
@NullMarked
package io.orkestro.dispatch.money;

import org.jspecify.annotations.NullMarked;
