/** Who is asking, and whether they ask too much: decided in memory. */
@NullMarked
package io.orkestro.gateway.edge.access;

import org.jspecify.annotations.NullMarked;
