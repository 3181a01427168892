/** One decision per request for all four capabilities, where it leads, and the token that says so. */
@NullMarked
package io.orkestro.gateway.edge.decision;

import org.jspecify.annotations.NullMarked;
