/** Where a delivery is, when it will arrive, and the recipient's page. */
@NullMarked
package io.orkestro.monolith.tracking;

import org.jspecify.annotations.NullMarked;
