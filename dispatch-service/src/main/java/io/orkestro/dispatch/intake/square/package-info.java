/** Square. */
@NullMarked
package io.orkestro.dispatch.intake.square;

import org.jspecify.annotations.NullMarked;
