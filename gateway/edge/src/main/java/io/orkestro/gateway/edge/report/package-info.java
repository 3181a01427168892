/** Writes what was counted and compared to the gateway's database, on a thread and a connection of its own. */
@NullMarked
package io.orkestro.gateway.edge.report;

import org.jspecify.annotations.NullMarked;
