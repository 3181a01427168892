/** Stages as Togglz strategies: how people edit the routing table, and the one transaction in which they do. */
@NullMarked
package io.orkestro.gateway.flags;

import org.jspecify.annotations.NullMarked;
