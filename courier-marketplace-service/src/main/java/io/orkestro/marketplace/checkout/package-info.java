/** One price for a shop's checkout, always and quickly. */
@NullMarked
package io.orkestro.marketplace.checkout;

import org.jspecify.annotations.NullMarked;
