/** Which paths the edge knows, and who may serve them. */
@NullMarked
package io.orkestro.gateway.edge.route;

import org.jspecify.annotations.NullMarked;
