/** How a request and its answer pass through: byte for byte, bounded, and sent twice only where that is safe. */
@NullMarked
package io.orkestro.gateway.edge.proxy;

import org.jspecify.annotations.NullMarked;
