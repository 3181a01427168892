/** What was sold: from a shop's own words to a delivery, or to a reason why there is none. */
@NullMarked
package io.orkestro.dispatch.intake.order;

import org.jspecify.annotations.NullMarked;
