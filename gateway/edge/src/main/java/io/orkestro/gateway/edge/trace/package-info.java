/** Where every trace begins. */
@NullMarked
package io.orkestro.gateway.edge.trace;

import org.jspecify.annotations.NullMarked;
