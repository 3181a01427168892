/** WooCommerce. */
@NullMarked
package io.orkestro.dispatch.intake.woocommerce;

import org.jspecify.annotations.NullMarked;
