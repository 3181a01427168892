/** Where a delivery is, when it will arrive, and the page that says so. */
@NullMarked
package io.orkestro.tracking;

import org.jspecify.annotations.NullMarked;
