/** Deliverect's dispatch, which many tills (ePOS) speak. */
@NullMarked
package io.orkestro.dispatch.intake.deliverect;

import org.jspecify.annotations.NullMarked;
