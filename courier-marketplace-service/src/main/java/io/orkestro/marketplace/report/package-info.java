/** What couriers tell from the road, as dispatch and tracking hear it. */
@NullMarked
package io.orkestro.marketplace.report;

import org.jspecify.annotations.NullMarked;
