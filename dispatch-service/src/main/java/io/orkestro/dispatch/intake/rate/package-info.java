/** What a delivery would cost, for checkouts and tills that cannot wait. */
@NullMarked
package io.orkestro.dispatch.intake.rate;

import org.jspecify.annotations.NullMarked;
