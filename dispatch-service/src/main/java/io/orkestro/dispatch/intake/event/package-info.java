/** What shops tell, kept as it came and worked through afterwards. */
@NullMarked
package io.orkestro.dispatch.intake.event;

import org.jspecify.annotations.NullMarked;
