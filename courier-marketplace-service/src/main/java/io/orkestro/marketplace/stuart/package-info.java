/** Stuart, by its public API (v2). */
@NullMarked
package io.orkestro.marketplace.stuart;

import org.jspecify.annotations.NullMarked;
