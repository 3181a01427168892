/** Where couriers say they are. */
@NullMarked
package io.orkestro.tracking.position;

import org.jspecify.annotations.NullMarked;
