/** Stages as Togglz strategies, with the repository and the audit of their changes; still to come, see the README. */
@NullMarked
package io.orkestro.gateway.flags;

import org.jspecify.annotations.NullMarked;
