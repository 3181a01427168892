/** Asks, for a sample of requests, the side that does not serve them too, and says where its answer is another. */
@NullMarked
package io.orkestro.gateway.edge.shadow;

import org.jspecify.annotations.NullMarked;
