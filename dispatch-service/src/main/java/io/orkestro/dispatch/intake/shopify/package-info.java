/** Shopify. */
@NullMarked
package io.orkestro.dispatch.intake.shopify;

import org.jspecify.annotations.NullMarked;
