/** Where the applications behind the edge listen, and to which of an application's two places requests go. */
@NullMarked
package io.orkestro.gateway.edge.place;

import org.jspecify.annotations.NullMarked;
