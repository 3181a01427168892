/** Who changed what, with the state before and after. */
@NullMarked
package io.orkestro.gateway.console.audit;

import org.jspecify.annotations.NullMarked;
