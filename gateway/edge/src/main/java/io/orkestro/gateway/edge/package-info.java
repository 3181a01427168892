/** The data plane: authenticates, decides, proxies; no database on the request path. */
@NullMarked
package io.orkestro.gateway.edge;

import org.jspecify.annotations.NullMarked;
