/** Where couriers say they are. */
@NullMarked
package io.orkestro.monolith.tracking.position;

import org.jspecify.annotations.NullMarked;
