/** The other applications, by their internal doors: what they own, what they have parked. */
@NullMarked
package io.orkestro.gateway.console.peer;

import org.jspecify.annotations.NullMarked;
