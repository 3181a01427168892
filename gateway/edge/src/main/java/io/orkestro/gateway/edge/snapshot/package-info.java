/** What the request path knows of things that are edited elsewhere. */
@NullMarked
package io.orkestro.gateway.edge.snapshot;

import org.jspecify.annotations.NullMarked;
