/** Who changed what and why, with the state before and after. */
@NullMarked
package io.orkestro.gateway.flags.audit;

import org.jspecify.annotations.NullMarked;
